# The review of a week, a month, half a year or a year: for the family, in the terminal and on a page.

report-title = { $period ->
    [week] Một tuần của cả nhà
    [month] Một tháng của cả nhà
    [half_year] Nửa năm của cả nhà
   *[year] Một năm của cả nhà
}
report-date-short = { $day }/{ $month }
report-month = th{ $month }
report-range = { $from } – { $to }/{ $year }
report-range-years = { $from }/{ $first } – { $to }/{ $last }
report-so-far = tính đến { $day }
report-no-children = Chưa có con nào trong nội quy, nên chưa có gì để xem lại.
report-empty = Chưa có số liệu cho thời gian này.
report-empty-not-kept = Gia đình chọn không lưu tổng kết từng ngày của { $child }, nên không có gì để xem lại. Giờ hôm nay vẫn được tính.

report-total = dùng máy { $screen }
report-total-agreed = dùng máy { $screen } · đã hẹn { $agreed }
report-mean = Trung bình { $now } mỗi { $per ->
    [day] ngày
   *[week] tuần
}.
report-trend = Trung bình { $now } mỗi { $per ->
    [day] ngày
   *[week] tuần
}, { $direction ->
    [less] ít hơn { $change } so với
    [more] nhiều hơn { $change } so với
   *[same] gần như
} { $than ->
    [week] { $count } tuần trước
    [month] { $count } tháng trước
    [half_year] nửa năm trước
   *[year] năm trước
}.

## Beside a day or a week
report-note-left = còn { $length }
report-note-exact = vừa hết
report-note-given = có { $length } cho thêm
report-note-over = hơn { $length }
report-note-rest = nghỉ máy
report-note-excepted = bố mẹ cho phép
report-note-ahead = chưa đến
report-note-nothing = không có số liệu
report-note-today = hôm nay
report-note-this-week = tuần này
report-note-uncharged = thêm { $length } không tính giờ

report-legend-used = đã dùng
report-legend-left = còn lại
report-legend-agreed = mức đã hẹn
report-legend-joint = mỗi đốt { $length }
report-legend-over = hơn mức đã hẹn
report-legend-rest = nghỉ máy
report-legend-nothing = không có số liệu
report-legend-week = mỗi cột một tuần

## Parts
report-hours = Giờ trong ngày
report-activities = Hoạt động
report-programs = Chương trình
report-programs-other = chương trình khác
report-good = Điều đáng mừng
report-facts = Những việc khác
report-recent = Mấy tuần gần đây
report-talk = Cả nhà cùng nói chuyện
report-talk-how = Không phải bài kiểm tra. Ai cũng trả lời, kể cả bố mẹ.
report-details = Chương trình, giờ trong ngày và các việc khác: từ { $from } đến { $to }. Từng ngày chỉ được giữ 13 tuần.

report-good-kept = { $kept }/{ $of } { $per ->
    [day] ngày
   *[week] tuần
} trong mức đã hẹn
report-good-kept-given = { $kept }/{ $of } { $per ->
    [day] ngày
   *[week] tuần
} trong mức đã hẹn, kể cả phút cho thêm
report-good-learning = Học và sáng tạo { $learning }, nhiều hơn trò chơi ({ $games })
report-good-rest = { $days } ngày không dùng máy
report-good-asked = { $times ->
    [1] Xin thêm giờ một lần, và có câu trả lời
   *[other] Xin thêm giờ { $times } lần, lần nào cũng có câu trả lời
}
report-good-early = { $days }/{ $of } ngày dùng máy xong trước giờ ngủ ít nhất một giờ
report-good-never-late = Không ngày nào dùng máy trong giờ ngủ
report-good-no-lock = Cả { $days } ngày dùng máy, không lần nào phải khóa
report-good-learnt = { $length } học, đọc sách, sáng tạo và lập trình

report-row-late = Dùng muộn
report-late = { $length } trong giờ ngủ, { $days } ngày
report-late-latest = { $length } trong giờ ngủ, { $days } ngày; muộn nhất đến { $clock }, ngày { $day }
report-row-requests = Xin thêm giờ
report-requests = { $asked } lần: { $answers }
report-requests-approved = đồng ý { $times }
report-requests-denied = chưa đồng ý { $times }
report-requests-expired = không ai kịp trả lời { $times }
report-requests-open = đang chờ { $times }
report-row-grants = Bố mẹ đổi giờ
report-grants-given = thêm { $length } trong { $times } lần
report-grants-taken = bớt { $length }
report-grants-let-ins = cho dùng đến giờ khác { $times } lần
report-grants-free-days = { $times } ngày tự do
report-grants-locks = khóa { $times } lần
report-row-matches = Chơi nốt ván
report-matches = { $times } lần, trừ vào hôm sau
report-row-guard = Nhắc giữ thông tin riêng
report-row-stopped = Dừng vì hết giờ
report-row-limits = Báo và khóa
report-warnings = báo trước { $times } lần
report-locks = khóa { $times } lần
report-refused = chưa cho đăng nhập { $times } lần
report-times = { $what } { $times } lần

report-kind = { $kind ->
    [phone] số điện thoại
    [email] email
    [address] địa chỉ
    [location] nơi đang ở
    [name] họ tên
    [birthdate] ngày sinh
    [school] trường lớp
    [national_id] số căn cước
    [tax_id] mã số thuế
    [payment] thẻ và tài khoản
    [password] mật khẩu
    [otp] mã xác nhận
    [social] tài khoản mạng xã hội
    [vehicle] biển số xe
    [username] tên đăng nhập
    [photo_or_location] ảnh và vị trí
   *[other] { $kind }
}

## On a page
report-chart-days = Từng ngày và mức đã hẹn
report-chart-weeks = Từng tuần và mức đã hẹn
report-chart-hours = Dùng máy vào giờ nào
report-stalk = Cả thời gian này
report-stalk-desc = Thân tre { $joints } đốt, mỗi đốt { $length }: { $used } đốt đã dùng.
report-numbers = Xem bảng số
report-col-day = Ngày
report-col-week = Tuần từ
report-col-used = Đã dùng
report-col-agreed = Đã hẹn
report-col-given = Cho thêm
report-col-note = Ghi chú
report-col-hour = Giờ
report-col-activity = Hoạt động
report-col-program = Chương trình
report-hour-unit = giờ
report-hours-busiest = Nhiều nhất vào khoảng { $from }–{ $to } giờ: { $length }.
report-privacy = Trang này chỉ có những con số. Không có chữ đã gõ, trang đã xem hay tên cửa sổ.
report-made-by = Lũy Tre, { $day }

## Themes and questions. They speak to the whole family and name nobody.
report-theme = { $theme ->
    [privacy] Thông tin riêng
    [strangers] Người lạ trên mạng
    [bullying] Tử tế với nhau
    [scams] Lừa đảo và trang giả
    [balance] Chơi và nghỉ
   *[responsibility] Dùng mạng có trách nhiệm
}
talk-privacy-who-may-know = Chuyện gì của nhà mình chỉ nên kể với người mình gặp ngoài đời? Vì sao?
talk-privacy-passwords = Nếu bạn thân hay một trò chơi hỏi mật khẩu, mỗi người trong nhà sẽ trả lời thế nào?
talk-privacy-photos = Trước khi đăng ảnh có mặt người khác, mình nên hỏi ai và hỏi điều gì?
talk-privacy-where-to-tell = Ở trường, ngoài công viên, trên mạng: chỗ nào nói được tên trường và địa chỉ nhà, chỗ nào thì không?
talk-privacy-footprint = Một người lạ có thể biết gì về nhà mình, chỉ từ những gì nhà mình đã đăng?
talk-strangers-polite-no = Có người mới quen hỏi mình học trường nào, số điện thoại bao nhiêu: nói gì để vừa lịch sự vừa an toàn?
talk-strangers-in-games = Đang chơi mà có người lạ rủ kết bạn hay sang chỗ khác nói chuyện riêng, nhà mình làm gì?
talk-strangers-who-is-it = Làm sao biết người đang nhắn tin có đúng là người họ nói không?
talk-strangers-whom-to-tell = Nếu thấy điều gì lạ hay đáng sợ trên mạng, mỗi người sẽ kể với ai đầu tiên?
talk-strangers-meeting = Muốn gặp ngoài đời một người quen trên mạng thì cần những điều kiện gì?
talk-bullying-when-losing = Lúc thua, mọi người trong nhóm chơi nói với nhau thế nào? Câu nào nghe xong vẫn muốn chơi tiếp?
talk-bullying-words-online = Lời nào gõ ra thì dễ mà nói trước mặt thì khó? Vì sao lại thế?
talk-bullying-not-alone = Khi một bạn bị trêu trên mạng, mình làm gì để bạn ấy không thấy một mình?
talk-bullying-good-message = Tin nhắn nào gần đây làm mình vui? Người viết đã khéo ở chỗ nào?
talk-bullying-screenshots = Chụp màn hình để nhờ giúp và chụp màn hình để cười nhau khác nhau ở đâu?
talk-scams-in-a-hurry = Vì sao kẻ lừa đảo hay giục mình làm thật nhanh? Nhà mình có câu gì để dừng lại một chút?
talk-scams-free-gifts = Ai tặng kim cương hay vật phẩm miễn phí trong trò chơi thì họ muốn gì ở mình?
talk-scams-fake-sites = Trang thật và trang giả khác nhau ở đâu? Cả nhà thử tìm ba dấu hiệu.
talk-scams-before-the-button = Khi màn hình hiện “Bấm để nhận quà”, mình nên làm gì trước khi bấm?
talk-scams-latest-trick = Trò lừa mới nhất mà mỗi người từng nghe là gì? Điều gì làm mình nghi ngờ?
talk-balance-fun-or-tired = Trò chơi nào chơi xong thấy vui, trò nào chơi xong thấy mệt? Khác nhau vì đâu?
talk-balance-evenings = Buổi tối, mấy giờ thì mọi màn hình trong nhà nên đi ngủ, kể cả của bố mẹ?
talk-balance-how-to-stop = Đang dở mà sắp hết giờ, cách dừng nào dễ chịu nhất cho mọi người?
talk-balance-still-right = Giờ đã hẹn có còn hợp với nhà mình không? Hôm nào thấy thiếu, hôm nào thấy thừa?
talk-balance-days-off = Những ngày không dùng máy, cả nhà đã làm gì? Điều gì muốn làm lại?
talk-balance-half-a-day = Nếu cả nhà cất hết màn hình nửa ngày, mình sẽ cùng nhau làm gì?
talk-responsibility-true-or-not = Trước khi chia sẻ một tin, mình kiểm tra nó đúng hay sai bằng cách nào?
talk-responsibility-worth-watching = Video nào gần đây đáng để cả nhà cùng xem? Nó hay ở chỗ nào?
talk-responsibility-learnt = Gần đây mỗi người học được điều gì hay từ máy tính? Ai dạy lại cho cả nhà nào?
talk-responsibility-what-helps = Điều gì giúp mình dừng đúng giờ đã hẹn? Còn điều gì làm cho khó?
talk-responsibility-kind-deeds = Trên mạng có thể làm những việc tốt nào? Mỗi người nghĩ ra một việc nhé.
talk-responsibility-fair-use = Dùng ảnh, nhạc hay bài của người khác thế nào thì công bằng với người làm ra nó?
