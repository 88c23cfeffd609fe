# Help of the command line. help-COMMAND says what a command does, help-COMMAND-ARGUMENT one of its arguments; arg-ARGUMENT is
# shared by several commands; value-* stand for values.

heading-usage = Cách dùng:
heading-commands = Lệnh:
heading-arguments = Tham số:
heading-options = Tùy chọn:

value-command = LỆNH
value-options = TÙY CHỌN
value-child = CON
value-name = TÊN
value-login = TÀI_KHOẢN
value-path = ĐƯỜNG_DẪN
value-file-or-version = TỆP_HOẶC_BẢN
value-length = ĐỘ_DÀI
value-hours = KHUNG_GIỜ
value-minutes = PHÚT
value-time = GIỜ
value-date = NGÀY
value-activity = HOẠT_ĐỘNG
value-activity-length = HOẠT_ĐỘNG=ĐỘ_DÀI
value-month = NĂM-THÁNG
value-language = NGÔN_NGỮ
value-number = SỐ
value-text = CHỮ
value-verdict = TRẢ_LỜI
value-color = MÀU
value-id = MÃ
value-shell = SHELL
value-pin = PIN
value-session = PHIÊN
value-timezone = MÚI_GIỜ
value-break = DÙNG/NGHỈ
value-steps = CÁC_MỐC
value-end = CÁCH
value-turns = LẦNxPHÚT
value-preset = MẪU

help = Lũy Tre giữ giờ dùng máy mà gia đình đã thống nhất.
help-run = Chạy thử ở cửa sổ này, cho riêng mình: đếm giờ và nhắc, không khóa
help-run-quiet = Không hiện bảng theo dõi
help-run-state-dir = Thư mục chứa mọi thứ Lũy Tre giữ
help-run-household = Tệp nội quy để bắt đầu
help-setup = Lập nội quy gia đình lần đầu
help-setup-language = Ngôn ngữ của gia đình: vi hoặc en
help-setup-timezone = Múi giờ, như Asia/Ho_Chi_Minh
help-setup-parent = Tên của bố, mẹ hoặc người chăm sóc
help-setup-parent-account = Tên đăng nhập của người đó
help-setup-child = Tên của con
help-setup-child-account = Tên đăng nhập của con
help-setup-print = Chỉ in nội quy ra, không áp dụng
help-setup-replace = Thay nội quy đang có
help-setup-consent = Bố mẹ và con đã đọc những gì được ghi lại (luytre consent show), và đồng ý
help-setup-passphrase-stdin = Lấy mật khẩu của bố mẹ từ dòng đầu của đầu vào
help-status = Còn bao nhiêu giờ, ai đang dùng máy, mọi thứ có ổn không
help-status-watch = Xem liên tục, cập nhật tại chỗ
help-child = Các con trong nội quy
help-child-add = Thêm một con
help-child-add-name = Tên của con
help-child-add-id = Mã dùng trong lệnh và tệp nội quy; bỏ trống thì lấy từ tên
help-child-add-accounts = Tên đăng nhập của con; có thể lặp lại
help-child-add-pin = PIN 4–8 số, khi anh chị em dùng chung tài khoản
help-child-remove = Bỏ một con khỏi nội quy
help-child-list = Danh sách các con
help-child-show = Nội quy của một con
help-limit = Đổi giới hạn của một con; điều không nhắc tới thì giữ nguyên
help-limit-weekly = Giờ dùng máy mỗi tuần, hoặc none
help-limit-monthly = Giờ dùng máy mỗi tháng, hoặc none
help-limit-activity = Giờ mỗi ngày của một hoạt động, như video=45m
help-limit-free = Giờ tự do, không tính
help-limit-rest = Nghỉ giải lao, như 45m/10m: dùng 45 phút thì nghỉ 10 phút
help-limit-warn = Báo trước khi còn, như 15m,5m,1m
help-limit-at-limit = Khi hết giờ: lock (khóa), logout (đăng xuất), suspend (ngủ), shutdown (tắt), warn_only (chỉ nhắc)
help-limit-finish-match = Chơi nốt ván, như 3x5m: 3 lần mỗi tuần, mỗi lần 5 phút
help-limit-block = Hoạt động không được dùng, như social
help-limit-exempt = Hoạt động không tính giờ, như learning
help-limit-count = Hoạt động tính giờ như bình thường
help-policy = Tệp nội quy và các bản của nó
help-policy-show = In nội quy đang dùng
help-policy-show-version = Một bản cũ
help-policy-check = Xem một tệp có đúng không và sẽ đổi gì
help-policy-apply = Áp dụng một tệp nội quy
help-policy-apply-note = Lý do, ghi vào lịch sử
help-policy-apply-expect = Chỉ áp dụng nếu bản này đang dùng
help-policy-diff = So sánh với nội quy đang dùng
help-policy-diff-to = Tệp, hoặc số của một bản
help-policy-diff-from = So từ tệp hoặc bản này
help-policy-history = Các bản nội quy, ai đổi và khi nào
help-policy-history-limit = Bao nhiêu bản, 1–100
help-preset = Mẫu nội quy để bắt đầu: theo tuổi, cho trò chơi, theo năm học
help-preset-list = Tất cả các mẫu
help-preset-show = Một mẫu gồm những gì, dựa vào đâu
help-preset-apply = Đưa một mẫu vào nội quy của con; cho xem trước và hỏi rồi mới áp dụng
help-grant = Thêm hoặc bớt phút hôm nay, cho dùng đến một giờ, cho ngày tự do
help-grant-amount = Số phút, như +15m hay -10m
help-grant-until = Cho dùng đến giờ này, dù nội quy thế nào, như 21:30
help-grant-free-day = Hôm nay không giới hạn; giờ đi ngủ vẫn giữ
help-lock = Khóa máy của con
help-lock-until = Khóa đến giờ này; bỏ trống thì đến khi mở
help-unlock-child = Bỏ lệnh khóa của con
help-unlock = Mở lịch sử đã niêm phong cho những lệnh sau, bằng mật khẩu
help-unlock-end = Đóng lịch sử lại ngay
help-passphrase = Mật khẩu mở lịch sử
help-passphrase-set = Đặt mật khẩu
help-passphrase-change = Đổi mật khẩu
help-passphrase-remove = Bỏ mật khẩu và mã nhanh của một người
help-passphrase-show = Ai mở được lịch sử, từ bao giờ
help-recovery = Mã khôi phục, khi quên mật khẩu
help-recovery-new = Làm mã mới; mã cũ hết tác dụng
help-recovery-use = Đặt mật khẩu mới bằng mã đã in
help-quick-code = Mã nhanh của bố mẹ, dùng ở tài khoản của con
help-quick-code-set = Đặt mã nhanh
help-quick-code-remove = Bỏ mã nhanh
help-week = Một tuần của cả nhà: giờ dùng, hoạt động, điều làm tốt, chuyện để nói
help-month = Một tháng của cả nhà
help-half-year = 26 tuần gần nhất
help-year = 52 tuần gần nhất
help-export = Ghi lịch sử ra một tệp, chỉ tài khoản này đọc được
help-export-into = Tệp sẽ ghi
help-export-csv = Dạng bảng CSV (tự chọn nếu tên tệp có đuôi .csv)
help-export-json = Dạng JSON, đủ mọi thứ (mặc định)
help-export-first-day = Từ ngày này, như 2026-03-02
help-export-last-day = Đến hết ngày này
help-erase = Xóa hẳn lịch sử
help-erase-child = Chỉ của một con; bỏ trống là tất cả
help-consent = Những gì được ghi lại, và sự đồng ý của gia đình
help-consent-show = Ghi những gì, giữ bao lâu, ai đã đồng ý
help-consent-give = Đồng ý ghi lại
help-consent-give-child-agrees = Con cũng đã đọc và đồng ý
help-consent-withdraw = Ngừng ghi lại
help-request = Con xin thêm giờ
help-request-minutes = Bao nhiêu phút
help-request-why = Vì sao
help-answer = Bố mẹ trả lời lời xin
help-answer-verdict = yes (đồng ý) hoặc no (chưa)
help-answer-minutes = Cho số phút khác với số đã xin
help-finish-match = Con dùng một lượt chơi nốt, trừ vào ngày mai
help-profile = Ai đang ngồi ở tài khoản dùng chung
help-profile-session = Phiên đăng nhập; bỏ trống thì là phiên này
help-today = Một ngày: dùng lúc nào, cho việc gì
help-today-day = Ngày khác, như 2026-03-02
help-rules = Nội quy bằng lời, và những gì được ghi lại
help-simulate = Chạy thử một tệp kịch bản: nếu thế này thì sao?
help-doctor = Mọi thứ có ổn không, chỗ nào yếu, nên làm gì
help-doctor-verbose = Kèm các con số kỹ thuật
help-confirm-clock = Xác nhận giờ trên máy là đúng
help-login-check = Hỏi xem tài khoản PAM_USER có được đăng nhập không
help-completions = Gợi ý lệnh cho shell
help-completions-shell = bash, zsh, fish, elvish hoặc powershell

arg-help = Xem trợ giúp
arg-version = Xem phiên bản
arg-lang = Ngôn ngữ của lệnh này: vi hoặc en
arg-socket = Nơi Lũy Tre lắng nghe, nếu khác thường lệ
arg-color = Màu: auto, always hoặc never
arg-json = Dạng JSON, cho chương trình
arg-yes = Không hỏi lại
arg-child = Tên hoặc mã của con
arg-preset = Tên mẫu, như 10-12 hoặc vn-147
arg-file = Tệp; “-” là đọc từ đầu vào
arg-parent = Tên hoặc mã của bố, mẹ; bỏ trống là người của tài khoản này
arg-code = Bố mẹ ngồi ở tài khoản của con và gõ mã nhanh
arg-force = Thay tệp đang có
arg-csv = Dạng bảng CSV
arg-html = Ghi thành một trang để xem bằng trình duyệt hoặc in
arg-last = Kỳ trước
arg-day = Kỳ có ngày này, như 2026-03-02
arg-subject = Cho một hoạt động, như games; bỏ trống là giờ dùng máy
arg-dry-run = Chỉ cho biết sẽ đổi gì
arg-born = Năm và tháng sinh, như 2014-05
arg-daily = Giờ dùng máy mỗi ngày, như 1h30m hoặc weekdays=1h,weekends=3h
arg-games = Giờ chơi game mỗi ngày, như 1h
arg-windows = Khung giờ, như 16:00-20:30 hoặc weekdays=16:00-20:30;weekends=08:00-21:00
arg-bedtime = Giờ đi ngủ, như 21:00-06:30

help-exit-codes =
    Mã kết thúc:
    {"  "}0  xong
    {"  "}1  bị từ chối hoặc không làm được
    {"  "}2  lệnh viết chưa đúng
    {"  "}3  Lũy Tre chưa chạy
    {"  "}4  tài khoản này không được làm
    {"  "}5  tệp nội quy hoặc kịch bản có chỗ chưa đúng
