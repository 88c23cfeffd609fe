# Issues of the protection itself: what, why it matters, what to do. $about names one account, session or file, or is "none".

health-not-set-up = Gia đình chưa có nội quy
    .why = Chưa có ai được khai báo, nên chưa có gì bị giới hạn.
    .remedy = Chạy “luytre setup” để khai báo con và giờ dùng máy.
health-cannot-enforce = Lũy Tre chỉ theo dõi, không khóa được
    .why = Lũy Tre đang chạy bằng tài khoản thường, không có quyền khóa máy hay đóng chương trình của người khác.
    .remedy = Cài đặt bằng “sudo luytre-installer install” để Lũy Tre chạy như dịch vụ của máy.
health-clock-jump = Đồng hồ của máy bị đổi
    .why = Không có máy chủ giờ nào xác nhận, nên Lũy Tre vẫn tính theo giờ cũ.
    .remedy = Kết nối mạng để đồng hồ tự chỉnh. Nếu giờ trên máy là đúng, chạy “luytre confirm-clock”.
health-clock-behind = Máy khởi động với đồng hồ chạy lùi
    .why = Giờ của máy sớm hơn lần tắt máy gần nhất, nên Lũy Tre vẫn tính theo giờ đã biết.
    .remedy = Kết nối mạng để đồng hồ tự chỉnh. Nếu chuyện này lặp lại, có thể pin đồng hồ trên bo mạch đã yếu.
health-clock-unconfirmed = Đồng hồ chưa được xác nhận
    .why = Từ lúc bật máy chưa có máy chủ giờ nào xác nhận ngày giờ. Khi có xác nhận, giờ đã dùng sẽ được ghi về đúng ngày.
    .remedy = Không cần làm gì. Kết nối mạng thì sẽ tự xác nhận.
health-presence-contradicted = Báo là đã khóa hoặc để yên, nhưng máy vẫn được dùng { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Phím, chuột, âm thanh hoặc chương trình vẫn hoạt động, nên thời gian đó vẫn được tính.
    .remedy = Hỏi con một cách nhẹ nhàng: có thể con đã thử một mẹo, cũng có thể là phần mềm khóa màn hình bị lỗi.
health-presence-only-claimed = Không kiểm tra được lúc máy khóa hoặc để yên
    .why = Máy này không cho thấy có phím, chuột hay âm thanh hay không, nên Lũy Tre tin lời báo của màn hình.
    .remedy = Giờ dùng máy có thể bị tính thiếu. Để ý khi số giờ thấp bất thường.
health-lock-not-working = Màn hình không khóa khi được yêu cầu { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Có thể phiên này không có phần mềm khóa màn hình. Lũy Tre sẽ đăng xuất nếu vẫn không khóa được.
    .remedy = Cài phần mềm khóa màn hình của môi trường làm việc, hoặc đặt at_limit = "logout" trong nội quy.
health-store-restored = Dữ liệu bị hỏng và đã được phục hồi
    .why = Bản sao gần nhất được dùng lại. Vài phút gần nhất có thể đã mất.
    .remedy = Không cần làm gì. Nếu lặp lại, hãy kiểm tra ổ đĩa.
health-store-lost = Mất dữ liệu, đang dùng giới hạn tạm
    .why = Dữ liệu và các bản sao đều không đọc được. Cho đến khi có nội quy mới, mỗi con có 30 phút mỗi ngày, từ 07:00 đến 20:00.
    .remedy = Nạp lại nội quy: “luytre policy apply FILE”, hoặc khai báo lại bằng “luytre setup”.
health-store-not-writable = Không ghi được dữ liệu { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Ổ đĩa có thể đã đầy hoặc chỉ cho đọc. Giới hạn vẫn được giữ, nhưng số liệu có thể mất khi tắt máy.
    .remedy = Dọn bớt ổ đĩa hoặc kiểm tra quyền ghi. Lũy Tre sẽ tự thử lại.
health-no-session-manager = Không thấy bộ quản lý phiên (logind)
    .why = Lũy Tre đoán ai đang dùng máy từ bản ghi đăng nhập và chương trình đang chạy, kém chính xác hơn.
    .remedy = Dùng hệ thống có systemd-logind hoặc elogind nếu được.
health-processes-polled = Chương trình được nhìn từng lúc, không tức thì
    .why = Máy này không báo ngay khi một chương trình mở hay đóng, nên có thể chậm vài giây.
    .remedy = Không cần làm gì. Muốn tức thì, hãy cài Lũy Tre làm dịch vụ của máy.
health-child-without-account = Có con chưa có tài khoản trên máy này { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Không có tài khoản thì Lũy Tre không biết lúc nào con dùng máy này.
    .remedy = Thêm tên đăng nhập của con vào “accounts” trong nội quy.
health-unknown-account = Nội quy có tài khoản mà máy không có { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Có thể tên bị gõ nhầm. Người dùng tài khoản thật sẽ không được tính.
    .remedy = Sửa tên trong nội quy, hoặc tạo tài khoản đó trên máy.
health-child-is-administrator = Tài khoản của con có quyền quản trị { $about ->
        [none] { "" }
       *[other] ({ $about })
    }
    .why = Người có quyền quản trị có thể tắt mọi phần bảo vệ.
    .remedy = Bỏ tài khoản này khỏi nhóm sudo, wheel hoặc admin.
health-login-not-checked = Bước kiểm tra lúc đăng nhập chưa được cài
    .why = Khi hết giờ, con vẫn đăng nhập được rồi mới bị khóa.
    .remedy = Chạy “sudo luytre-installer install” để cài bước kiểm tra này.
health-history-unprotected = Nhật ký chưa có mật khẩu của cha mẹ
    .why = Các ngày đã qua được giữ lại, nhưng chưa được niêm phong để chỉ cha mẹ mở được.
    .remedy = Đặt mật khẩu một lần: “luytre passphrase set”.
health-history-paused = Nhật ký tạm ngừng niêm phong
    .why = Khóa niêm phong của ngày đã mất. Giờ dùng máy vẫn được giữ đúng; các ngày mới đang chờ để được niêm phong.
    .remedy = Cha mẹ mở nhật ký một lần: “luytre unlock”.
health-history-changed = Nhật ký không còn đúng như lúc ghi
    .why = Có chỗ bị sửa, bị mất hoặc bị tráo bằng bản cũ; cũng có thể là ổ đĩa hỏng. Những ngày còn nguyên vẫn đọc được.
    .remedy = Mở “luytre week” để xem thiếu chỗ nào, và xem ai có quyền quản trị máy này.
health-backup-failing = Không ghi được bản sao lưu hằng ngày
    .why = Ổ đĩa có thể đã đầy hoặc chỉ cho đọc. Nếu dữ liệu hỏng lúc này, những ngày gần nhất có thể mất.
    .remedy = Dọn bớt ổ đĩa hoặc kiểm tra quyền ghi. Lũy Tre sẽ tự thử lại vào hôm sau.
