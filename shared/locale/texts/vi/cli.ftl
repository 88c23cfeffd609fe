# The command line's own texts: views, confirmations, questions, failures.

## Status
status-left = còn { $left }
status-unlimited = không giới hạn
status-again = dùng lại từ { $until }
status-blocked = đang tạm dừng
status-used = đã dùng { $used }
status-used-of = đã dùng { $used } / { $allowance }
status-until = đến { $until }
status-scale = mỗi đốt { $length }
status-week-left = tuần này còn { $left }
status-month-left = tháng này còn { $left }
status-break-in = giải lao sau { $left } nữa
status-turns-left = chơi nốt: còn { $count } lượt tuần này
status-countdown = { $subject }: dừng sau { $left }
status-activity-blocked = bây giờ không được
status-activity-exempt = không tính giờ
status-programs = Chương trình: { $programs }
status-requests = Lời xin đang chờ
status-request = { $child } xin thêm { $length } ({ $subject }), lúc { $at }
status-request-why = “{ $why }”
status-request-how = Trả lời: luytre answer { $id } yes | no
status-see-doctor = luytre doctor cho biết rõ hơn
status-no-children = Chưa có con nào trong nội quy, nên chưa có gì để tính giờ.
    .remedy = luytre setup, hoặc luytre child add TÊN --account TÀI_KHOẢN
watch-stop = Ctrl-C để dừng
watch-lost = Mất liên lạc với Lũy Tre, đang thử lại…

## A day
today-used = đã dùng { $used }
today-empty = Chưa dùng máy.
today-screen = Dùng máy
today-uncharged = Không tính giờ
today-activities = Hoạt động
today-programs = Chương trình
today-grants = Thay đổi trong ngày
grant-minutes = { $length } ({ $subject })
grant-let-in = cho dùng đến { $until }
grant-free-day = ngày tự do
grant-lock = khóa
grant-lock-until = khóa đến { $until }
grant-unlock = mở khóa
grant-finish-match = chơi nốt { $length }, trừ vào ngày mai

## Rules
rules-title = Nội quy của { $child }
rules-daily = Mỗi ngày
rules-weekly = Mỗi tuần
rules-monthly = Mỗi tháng
rules-windows = Khung giờ
rules-bedtime = Giờ đi ngủ
rules-free = Giờ tự do, không tính
rules-break = Giải lao
rules-break-text = dùng liền { $after } thì nghỉ { $rest }
rules-finish-match = Chơi nốt ván
rules-finish-match-text = { $times } lần mỗi tuần, mỗi lần { $each }, không cần xin, trừ vào hôm sau
rules-warn = Báo trước
rules-warn-text = khi còn { $steps }
rules-at-limit = Khi hết giờ
rules-at-limit-lock = màn hình khóa lại, việc đang làm vẫn còn nguyên
rules-at-limit-logout = máy đăng xuất
rules-at-limit-suspend = màn hình khóa lại và máy ngủ
rules-at-limit-shutdown = máy tắt
rules-at-limit-warn-only = chỉ nhắc, không khóa: nhà mình tin nhau
rules-then-logout = khóa quá { $after }, hoặc đến giờ đi ngủ, thì đăng xuất
rules-activities = Từng hoạt động
rules-activity-blocked = không được dùng
rules-activity-exempt = không tính vào giờ dùng máy
rules-activity-counted = tính vào giờ dùng máy
rules-activity-weekly = Mỗi tuần: { $length }
rules-activity-daily = Mỗi ngày: { $length }
rules-activity-per-program = Mỗi chương trình, mỗi ngày: { $length }
rules-activity-windows = Khung giờ: { $when }
rules-activity-rest = Cứ mỗi { $length } nhắc nghỉ một lần
rules-holidays-vn = Ngày lễ, Tết của Việt Nam
rules-holidays-tet = Tết: từ { $before ->
    [0] mùng 1
    [1] ngày cuối năm cũ
   *[other] { $before } ngày trước mùng 1
} đến hết mùng { $days }
rules-summer = Nghỉ hè, 1/6 đến 31/8
rules-calendar = Những ngày riêng
rules-dates = từ { $from } đến { $to }
rules-as-weekdays = như ngày thường
rules-as-weekends = như cuối tuần
rules-as-day = như { $day }
rules-unlimited = không giới hạn
rules-all-day = cả ngày
rules-closed = không mở
rules-nothing = không có
rules-recorded = Những gì được ghi lại
    .child = Giờ dùng máy, giờ của từng hoạt động và chương trình, lời xin và câu trả lời. Lũy Tre không ghi con gõ gì, xem trang nào, nói chuyện với ai.
    .parent = Giờ dùng máy, giờ của từng hoạt động và chương trình, lời xin và câu trả lời. Không ghi chữ đã gõ, trang đã xem, tên cửa sổ.

## Changes of the household
changes-none = Không có gì thay đổi.
changes-loosens = nới ra
changes-tightens = siết lại
changes-mixed = vừa nới vừa siết

## Doctor
doctor-since = từ { $since }
doctor-row-agent = Lũy Tre
doctor-agent = { $version }, chạy được { $uptime } (từ { $since })
doctor-row-mode = Quyền
doctor-mode-enforcing = theo dõi, nhắc và khóa được
doctor-mode-watch-only = chỉ theo dõi và nhắc
doctor-row-policy = Nội quy
doctor-policy = bản số { $version }
doctor-no-policy = chưa có
doctor-row-store = Dữ liệu
doctor-store-good = tốt
doctor-store-from-copy = đã phục hồi từ bản sao
doctor-store-lost = đã mất
doctor-store-not-writable = không ghi được
doctor-area-sessions = Phiên đăng nhập
doctor-area-processes = Chương trình
doctor-area-presence = Có người dùng
doctor-area-clock = Đồng hồ
doctor-area-games = Trò chơi không được chạy
doctor-role-only = Chỉ bố mẹ xem được chi tiết.

## Confirmations
done-granted = { $child } được { $length } ({ $subject }). Bây giờ còn { $left }.
done-granted-unlimited = { $child } được { $length } ({ $subject }).
done-granted-still = Nhưng lúc này vẫn chưa dùng được, vì { $reason }. Muốn cho dùng ngay: luytre grant { $id } --until GIỜ
done-taken = Đã bớt { $length } ({ $subject }) của { $child }. Bây giờ còn { $left }.
watch-only-note = Lũy Tre đang chỉ theo dõi, nên chỉ nhắc chứ không khóa thật.
done-let-in = { $child } được dùng máy đến { $until }.
done-free-day = Hôm nay là ngày tự do của { $child }. Giờ đi ngủ vẫn giữ.
done-locked = Đã khóa máy của { $child }, báo trước 10 giây. Mở lại: luytre unlock-child { $id }
done-locked-until = Đã khóa máy của { $child } đến { $until }, báo trước 10 giây.
done-unlocked = Đã bỏ lệnh khóa của { $child }.
done-unlocked-still = Lúc này { $child } vẫn chưa dùng được, vì { $reason }.
done-asked = Đã gửi lời xin { $length } ({ $subject }) đến bố mẹ. Bố mẹ có thể trả lời đến { $until }.
done-answered-yes = Đã đồng ý cho { $child } thêm { $length }.
done-answered-no = Đã trả lời { $child }: lần này chưa được.
done-finish-match = Con chơi nốt nhé. Số phút này sẽ trừ vào ngày mai.
done-profile = Bây giờ máy tính giờ cho { $child }.
done-clock = Đã ghi nhận: giờ trên máy là đúng.
done-applied = Nội quy bản số { $version } có hiệu lực từ bây giờ.
done-applied-same = Nội quy không đổi, vẫn là bản số { $version }.
done-dry-run = Đây là những gì sẽ đổi. Chưa áp dụng gì cả.
done-checked = Tệp nội quy hợp lệ: { $children } con, { $programs } chương trình.
done-child-added = Đã thêm { $child } (mã: { $id }).
done-child-removed = Đã bỏ { $child } khỏi nội quy.
warn-unknown-accounts = Máy này không có tài khoản { $accounts }. Kiểm tra lại tên, hoặc tạo tài khoản đó.
warn-tightened = Ai đang dùng máy sẽ được báo trước như thường lệ, không bị ngắt ngang.

## Tables
history-row = bản số { $version }
history-current = đang dùng
history-empty = Chưa có bản nội quy nào.
history-more = Còn những bản cũ hơn: luytre policy history --limit 100
child-accounts = Tài khoản: { $accounts }
child-no-account = Chưa có tài khoản trên máy này
child-born = Sinh: { $born }

## Setup
setup-title = Lập nội quy gia đình
setup-intro = Vài câu hỏi ngắn. Gõ Enter để giữ gợi ý trong ngoặc vuông. Mọi thứ đều sửa lại được.
setup-ask-language = Ngôn ngữ của gia đình (vi, en)
setup-ask-timezone = Múi giờ
setup-ask-parent = Tên của bố, mẹ hoặc người chăm sóc
setup-ask-parent-account = Tên đăng nhập của người đó trên máy này
setup-ask-child = Tên của con
setup-ask-child-account = Tên đăng nhập của con trên máy này
setup-ask-born = Năm và tháng sinh của con (ví dụ 2014-05, có thể bỏ trống)
setup-ask-daily = Giờ dùng máy mỗi ngày (ví dụ 1h30m)
setup-ask-games = Trong đó, giờ chơi game (ví dụ 1h)
setup-ask-bedtime = Giờ đi ngủ (ví dụ 21:00-06:30, hoặc none)
setup-ask-apply = Áp dụng nội quy này? (yes, no)
setup-parent-name = Bố mẹ
setup-people = Tài khoản trên máy này: { $accounts }
setup-show = Đây là nội quy:
setup-again = Chưa hiểu. { $hint }
setup-cancelled = Chưa áp dụng gì cả.
setup-next = Xem ngay: luytre status --watch
setup-missing = Thiếu { $flag }. Không có cửa sổ dòng lệnh để hỏi, nên mọi câu trả lời phải có trong lệnh.
    .remedy = Ví dụ: luytre setup --yes --parent Mẹ --parent-account me --child An --child-account an --daily 1h30m
setup-exists = Gia đình đã có nội quy (bản số { $version }).
    .why = “setup” chỉ dành cho lần đầu.
    .remedy = Thêm con: luytre child add TÊN. Đổi giới hạn: luytre limit CON --daily 1h. Làm lại từ đầu: luytre setup --replace
ask-remove = Bỏ { $child } khỏi nội quy? Giờ của con sẽ không còn được tính. (yes, no)
ask-preset = Đưa mẫu { $preset } vào nội quy của { $child }? (yes, no)
ask-pin = Mã PIN của { $child }

## Running in the foreground
run-started = Lũy Tre đang chạy ở cửa sổ này. Ctrl-C để dừng.
run-stopped = Đã dừng. Giờ đã dùng được giữ lại.
run-elsewhere = Xem ở cửa sổ khác: luytre status --watch
run-failed = Không chạy được Lũy Tre.
    .why = { $why }
    .remedy = Có thể một Lũy Tre khác đang chạy: luytre status. Muốn thử riêng: luytre run --state-dir THƯ_MỤC

## Simulation
simulate-summary = Tổng kết ngày
simulate-left = còn { $left }
simulate-nothing = Không có gì xảy ra.
simulate-legend = █ đã dùng, · được dùng mà chưa dùng, ░ giờ ngủ, để trống: không được dùng

## Failures
fail-other = Không làm được.
fail-not-running = Lũy Tre chưa chạy trên máy này.
    .why = Không có ai trả lời ở { $path }.
    .remedy = Chạy thử cho riêng mình: luytre run. Chạy cho cả máy: sudo luytre-installer install
fail-not-trusted = Chương trình trả lời ở { $path } không phải Lũy Tre.
    .why = Nó thuộc về người dùng số { $owner }, không phải quản trị máy.
    .remedy = Xem ai đã tạo tệp đó, rồi khởi động lại Lũy Tre.
fail-no-access = Tài khoản này không được mở { $path }.
    .remedy = Kiểm tra quyền của tệp đó, hoặc dùng tài khoản khác.
fail-timed-out = Lũy Tre không trả lời kịp.
    .remedy = Thử lại sau vài giây. Nếu vẫn vậy: systemctl status luytre
fail-incompatible = Hai bản Lũy Tre không hiểu nhau.
    .why = Dịch vụ là bản { $theirs }, lệnh này là bản { $ours }.
    .remedy = Cài cùng một bản cho cả hai, rồi khởi động lại dịch vụ.
fail-bad-answer = Không hiểu câu trả lời của Lũy Tre.
    .remedy = Cài cùng một bản cho lệnh và dịch vụ, rồi khởi động lại dịch vụ.
fail-busy = Lũy Tre đang bận vì có quá nhiều yêu cầu.
    .remedy = Thử lại sau vài giây.
fail-unknown-peer = Lũy Tre không nhận ra tài khoản này.
    .remedy = Chạy lệnh từ một phiên đăng nhập bình thường.
fail-role-changed = Nội quy vừa đổi quyền của tài khoản này.
    .remedy = Chạy lại lệnh.
fail-stopping = Lũy Tre đang dừng.
    .remedy = Thử lại khi đã khởi động xong.
fail-lost = Mất liên lạc với Lũy Tre.
    .remedy = Thử lại. Nếu vẫn vậy: systemctl status luytre
fail-unsupported-system = Hệ điều hành này chưa dùng được Lũy Tre.
fail-not-allowed = Tài khoản này không được làm việc đó.
    .why = Chỉ tài khoản của bố mẹ, hoặc quản trị máy (sudo), mới đổi được.
    .remedy = Đăng nhập bằng tài khoản của bố mẹ. Tài khoản nào là của ai: luytre policy show
fail-not-allowed-child = Việc này cần bố mẹ.
    .why = Con xem được giờ của mình, xem nội quy và xin thêm giờ.
    .remedy = luytre status, luytre rules, luytre request 15 --why "lý do của con"
fail-household = Tệp nội quy { $file } có { $count } chỗ chưa đúng.
    .why = Chưa áp dụng gì cả.
fail-household-more = và { $count } chỗ nữa
fail-version-conflict = Nội quy đã được người khác đổi trong lúc này (bản số { $current }).
    .remedy = Chạy lại lệnh để đổi trên bản mới.
fail-unknown-version = Không có nội quy bản số { $version }.
    .remedy = Xem các bản: luytre policy history
fail-only-child = Chỉ con mới xin giờ được, từ tài khoản của mình.
    .remedy = Bố mẹ cho giờ ngay, không cần xin: luytre grant CON +15m
fail-which-child = Tài khoản này dùng chung cho { $children }.
    .remedy = Nói rõ ai bằng --child, ví dụ: luytre request 15 --child an
fail-out-of-range = Giá trị của “{ $field }” vượt quá { $limit }.
fail-too-large = Câu trả lời quá dài.
    .remedy = Hỏi ít hơn, ví dụ một ngày hoặc một bản.
fail-store = Lũy Tre chưa đọc hoặc ghi được dữ liệu, nên chưa làm gì.
    .remedy = Xem luytre doctor, kiểm tra ổ đĩa còn chỗ không.
fail-internal = Lũy Tre gặp lỗi bên trong, chưa làm gì.
    .remedy = Xem nhật ký: journalctl -u luytre
fail-unknown-child = Nội quy không có con nào tên “{ $child }”.
    .why = Những con đã có: { $known }.
fail-unknown-preset = Không có mẫu nào tên “{ $preset }”.
    .why = Các mẫu đã có: { $known }.
fail-bad-time = Không có giờ đó.
    .remedy = Viết như 21:30, hoặc 2026-03-02T21:30.
fail-file = Không đọc được { $file }.
    .why = { $why }
fail-file-too-large = { $file } quá lớn để là một tệp nội quy.
    .why = Tệp nội quy dài nhất là { $limit } KiB.
fail-exists-child = Nội quy đã có “{ $id }”.
    .remedy = Chọn mã khác: luytre child add TÊN --id MÃ
fail-no-session = Không biết đây là phiên đăng nhập nào.
    .remedy = Chạy trong phiên của con, hoặc nói rõ: --session SỐ (xem bằng loginctl)
fail-scenario = Tệp kịch bản { $file } có chỗ chưa đúng.
    .why = { $why }

## Wrong command lines
usage-unknown-argument = Không có tùy chọn “{ $given }”.
usage-unknown-command = Không có lệnh “{ $given }”.
usage-missing = Lệnh này còn thiếu: { $names }.
usage-missing-command = Lệnh này cần thêm một lệnh con.
usage-conflict = “{ $first }” và “{ $second }” không đi cùng nhau.
usage-bad-value = “{ $given }” không dùng được cho { $name }.
usage-expected = Viết như: { $examples }
usage-no-value = { $name } cần một giá trị.
usage-too-many = “{ $given }” là thừa.
usage-other = Không hiểu lệnh này.
usage-did-you-mean = Có phải ý bạn là “{ $suggestion }”?
usage-see-help = Xem: { $command } --help

# Presets.
preset-3-6 = 3–6 tuổi: mỗi ngày 1 giờ, chia nhỏ; trò chơi nửa giờ; 19:30 đi ngủ.
    .basis = WHO khuyên đến 4 tuổi: ngồi trước màn hình không quá 1 giờ mỗi ngày, càng ít càng tốt. Với 5–6 tuổi và những con số còn lại, đây là gợi ý ban đầu của Lũy Tre. Tốt nhất là có người lớn cùng xem.
preset-7-9 = 7–9 tuổi: ngày đi học 1 giờ, cuối tuần 2 giờ; 20:30 đi ngủ; giờ học không tính.
    .basis = Bác sĩ nhi khoa Mỹ không nêu số giờ cho tuổi này mà khuyên lập kế hoạch, ưu tiên giấc ngủ; trẻ nên ngủ 9–12 tiếng. Các mức giờ là gợi ý ban đầu của Lũy Tre.
preset-10-12 = 10–12 tuổi: ngày đi học 1 giờ rưỡi, cuối tuần 2 giờ rưỡi; 21:00 đi ngủ.
    .basis = Đến 12 tuổi nên ngủ 9–12 tiếng. Bác sĩ nhi khoa Mỹ khuyên lập kế hoạch, không nêu số giờ; các mức giờ là gợi ý ban đầu. Mạng xã hội để đóng vì hầu hết yêu cầu đủ 13 tuổi.
preset-13-15 = 13–15 tuổi: ngày đi học 2 giờ, cuối tuần 3 giờ; 22:00 đi ngủ; mỗi trò chơi 1 giờ.
    .basis = Tuổi này nên ngủ 8–10 tiếng. Mức 1 giờ mỗi trò chơi phỏng theo Nghị định 147. Các mức khác là gợi ý ban đầu, nên bàn cùng con.
preset-16-17 = 16–17 tuổi: ngày đi học 3 giờ, cuối tuần 4 giờ; 22:30 đi ngủ; mỗi trò chơi 1 giờ.
    .basis = Ít nhất nên ngủ 8 tiếng. Mức 1 giờ mỗi trò chơi và 3 giờ tất cả phỏng theo Nghị định 147. Phần còn lại là gợi ý ban đầu, nên thống nhất cùng con.
preset-vn-147 = Dưới 18 tuổi: mỗi trò chơi 60 phút, tất cả trò chơi 180 phút một ngày, 30 phút nhắc nghỉ một lần.
    .basis = Đây là nội quy gia đình phỏng theo Nghị định 147/2024/NĐ-CP, không thay cho luật: nghị định buộc từng nhà phát hành tính riêng trò chơi của mình. Ở đây mọi trò chơi tính chung, kể cả trò không cần mạng.
preset-vn-school-year = Cho cả nhà: ngày lễ, Tết và nghỉ hè được tính như cuối tuần.
    .basis = Ngày lễ theo điều 112 Bộ luật Lao động. Lịch nghỉ hè mỗi tỉnh hơi khác nhau: nhà mình ghi ngày khác vào lịch thì ngày ấy được ưu tiên.
preset-sources = Dựa vào
preset-hint = Xem một mẫu: luytre preset show TÊN. Đưa vào nội quy của con: luytre preset apply CON TÊN. Sau đó vẫn sửa được mọi thứ.
