# Tệp nội quy sai ở đâu: dòng nào, viết gì và vì sao không dùng được; thuộc tính .remedy nói nên viết thế nào.
# Câu nào cũng có $line, $column và $path. $suggested là "yes" khi $suggestion đoán được ý người viết.

## Cả tệp

household-too-large = Tệp nặng { $size } KiB, trong khi chỉ đọc được đến { $max } KiB.
    .remedy = Nội quy của một nhà chỉ cần vài KiB. Xem lại có đúng tệp này không.
household-not-utf8 = Dòng { $line }: từ đây trở đi tệp không phải văn bản UTF-8.
    .remedy = Mở tệp bằng trình soạn thảo rồi lưu lại với mã UTF-8.
household-control-character = Dòng { $line }: có một ký tự không nhìn thấy ({ $character }), nó có thể che mất chữ thật.
    .remedy = Xóa ký tự đó, hoặc gõ lại cả dòng.

## Cách viết

household-duplicate-key = Dòng { $line }: “{ $key }” đã có rồi, nên không rõ dùng cái nào.
    .remedy = Giữ lại một cái. Thêm người hay chương trình khác thì mở đầu bằng tiêu đề riêng, như [[child]].
household-not-quoted = Dòng { $line }: “{ $found }” chưa có dấu ngoặc kép.
    .remedy = Đặt chữ trong ngoặc kép: "{ $found }"
household-missing-value = Dòng { $line }: sau dấu “=” chưa có gì.
    .remedy = Viết thêm giá trị, như weekly = "10h", hoặc xóa dòng này.
household-missing-equals = Dòng { $line }: “{ $found }” thiếu dấu “=” giữa tên mục và giá trị.
    .remedy = Viết theo mẫu tên = giá trị, như name = "An"
household-missing-comma = Dòng { $line }: thiếu dấu phẩy giữa hai giá trị.
    .remedy = Ngăn ra bằng dấu phẩy: ["an", "binh"]
household-unclosed = Dòng { $line }: { $what ->
        [quote] thiếu dấu ngoặc kép đóng
        [list] danh sách thiếu dấu “]”
        [table] nhóm thiếu dấu “{ "}" }”
       *[heading] tiêu đề chưa đóng ngoặc
    }.
    .remedy = Đóng lại cho đủ: { $what ->
        [quote] name = "An"
        [list] accounts = ["an"]
        [table] break = { "{" } after = "45m", rest = "10m" { "}" }
       *[heading] [[child]] hoặc [child.screen]
    }
household-nested-too-deep = Dòng { $line }: danh sách hoặc nhóm lồng vào nhau quá nhiều lớp.
    .remedy = Nội quy chỉ cần đến danh sách nằm trong nhóm, như windows = { "{" } weekdays = ["16:00-20:00"] { "}" }
household-not-a-table = Dòng { $line }: “{ $key }” đã có một giá trị, nên không thể chứa thêm mục bên trong.
    .remedy = Xóa một trong hai.
household-bad-key = Dòng { $line }: “{ $found }” không thể đứng ở chỗ của tên mục.
    .remedy = Tên mục là từ viết liền không dấu, như name hoặc daily.
household-unreadable = Dòng { $line }: không đọc được “{ $found }”.
    .remedy = Viết theo mẫu tên = giá trị; chữ, giờ và ngày đặt trong ngoặc kép: from = "2027-02-04"

## Tên mục và loại giá trị

household-unknown-key = Dòng { $line }: ở đây không có mục nào tên “{ $key }”.
    .remedy = { $suggested ->
        [yes] Có phải muốn viết “{ $suggestion }” không?
       *[no] Các mục dùng được ở đây: { $known }.
    }
household-missing-key = Dòng { $line }: thiếu mục “{ $key }”.
    .remedy = Viết thêm: { $key ->
        [id] id = "an"
        [name] name = "Tết"
        [from] from = "2027-02-04"
        [after] break = { "{" } after = "45m", rest = "10m" { "}" }
        [rest] break = { "{" } after = "45m", rest = "10m" { "}" }
       *[other] { $key } = …
    }
household-key-needs = Dòng { $line }: “{ $key }” chỉ có nghĩa khi đi cùng { $needs }.
    .remedy = Thêm { $needs }, hoặc xóa “{ $key }”.
household-keys-clash = Dòng { $line }: “{ $key }” và “{ $other }” không dùng cùng lúc được.
    .remedy = Giữ một thứ: “{ $other }” nếu những ngày này giống ngày khác, hoặc viết lịch riêng cho chúng.
household-wrong-type = Dòng { $line }: chỗ này cần { $expected ->
        [text] chữ
        [duration] một khoảng thời gian
        [time] giờ trong ngày
        [date] ngày tháng
        [number] số nguyên
        [decimal] số thập phân
        [boolean] true hoặc false
        [list] danh sách
        [table] một nhóm mục
        [tables] các nhóm mở đầu bằng tiêu đề hai ngoặc
        [duration-per-day] một khoảng thời gian, chung hoặc riêng từng ngày
        [ranges-per-day] các khung giờ, chung hoặc riêng từng ngày
       *[ranges] các khung giờ
    }, nhưng đang có { $found ->
        [text] chữ
        [number] số
        [decimal] số thập phân
        [boolean] true hoặc false
        [list] danh sách
        [table] một nhóm mục
        [tables] danh sách các nhóm
        [date] ngày không có ngoặc kép
       *[time] giờ không có ngoặc kép
    }.
    .remedy = { $suggested ->
        [yes] Viết "{ $suggestion }", có cả ngoặc kép.
       *[no] { $expected ->
            [text] Viết trong ngoặc kép: "an"
            [duration] Viết "1h30m" hoặc "45m", có cả ngoặc kép.
            [time] Viết "07:00", có cả ngoặc kép.
            [date] Viết "2027-02-04", có cả ngoặc kép.
            [number] Chỉ viết số, không có ngoặc kép: 30
            [decimal] Viết 1.5
            [boolean] Viết true hoặc false.
            [list] Đặt trong ngoặc vuông: ["an"]
            [table] Viết tên = giá trị dưới một tiêu đề riêng, hoặc { "{" } tên = giá trị { "}" }.
            [tables] Viết tiêu đề với hai ngoặc vuông, như [[child]]; cách nhận ra chương trình thì viết [{ "{" } exe = "/usr/bin/x" { "}" }].
            [duration-per-day] Viết "1h30m", hoặc { "{" } weekdays = "1h", weekends = "2h" { "}" }
            [ranges-per-day] Viết ["16:00-20:00"], hoặc { "{" } weekdays = ["16:00-20:00"] { "}" }
           *[ranges] Viết "16:00-20:00", hoặc ["08:00-11:00", "14:00-20:00"]
        }
    }
household-too-many = Dòng { $line }: { $count } là quá nhiều, tối đa chỉ được { $max }.
    .remedy = Bỏ bớt những thứ không cần.
household-empty-list = Dòng { $line }: danh sách trống, nên không rõ là không ai hay là tất cả.
    .remedy = Viết ít nhất một con, hoặc xóa dòng này để áp dụng cho tất cả các con.
household-listed-twice = Dòng { $line }: “{ $value }” có hai lần trong danh sách.
    .remedy = Xóa bớt một.

## Chữ và tên

household-empty-text = Dòng { $line }: giữa hai ngoặc kép chưa có chữ nào.
    .remedy = Viết thêm vào, hoặc xóa dòng này.
household-text-too-long = Dòng { $line }: có { $length } ký tự, tối đa chỉ được { $max }.
    .remedy = Viết ngắn lại.
household-bad-choice = Dòng { $line }: “{ $value }” không phải là một trong các từ dùng được.
    .remedy = { $suggested ->
        [yes] Có phải muốn viết "{ $suggestion }" không?
       *[no] Chọn một trong các từ: { $allowed }.
    }
household-bad-id = Dòng { $line }: “{ $value }” không làm mã được. Mã dài 1 đến 32 ký tự, chỉ gồm a–z, 0–9, “_” và “-”.
    .remedy = { $suggested ->
        [yes] Viết "{ $suggestion }". Tên để mọi người nhìn thấy thì viết ở name.
       *[no] Viết một mã ngắn như "an". Tên để mọi người nhìn thấy thì viết ở name.
    }
household-reserved-id = Dòng { $line }: “{ $value }” đã là tên chung của giờ dùng máy.
    .remedy = Đặt mã khác cho nhóm này, như "games".
household-duplicate-id = Dòng { $line }: mã “{ $value }” đã dùng ở dòng { $first_line }.
    .remedy = Đặt cho mỗi bên một mã riêng.
household-bad-account = Dòng { $line }: “{ $value }” không thể là tên đăng nhập.
    .remedy = Viết đúng tên mà màn hình đăng nhập và lệnh “whoami” cho thấy, như "an": 1 đến 64 ký tự, không có “/” và “:”.
household-system-account = Dòng { $line }: “{ $value }” là tài khoản của chính máy, không bao giờ giới hạn được.
    .remedy = Tạo cho con một tài khoản riêng rồi viết tên tài khoản đó vào đây. Nếu chỉ muốn xem giờ của chính mình, đặt at_limit = "warn_only".
household-account-on-both-sides = Dòng { $line }: tài khoản “{ $account }” đã là của “{ $other }” (dòng { $other_line }). Một tài khoản không thể vừa của con vừa của người lớn, vì khi đó giới hạn sẽ trúng cả hai hoặc không trúng ai.
    .remedy = Tạo tài khoản riêng, rồi ghi mỗi tài khoản cho một người.
household-account-roles-differ = Dòng { $line }: tài khoản “{ $account }” đã là của “{ $other }” (dòng { $other_line }), người có quyền khác.
    .remedy = Cho bố mẹ và người trông con dùng tài khoản riêng, hoặc đặt cùng một quyền.
household-bad-timezone = Dòng { $line }: không có múi giờ “{ $value }”.
    .remedy = Viết theo châu lục và thành phố, như timezone = "Asia/Ho_Chi_Minh", hoặc xóa dòng này để dùng múi giờ của máy.
household-bad-pin = Dòng { $line }: mã PIN cần có 4 đến 8 chữ số.
    .remedy = Viết các chữ số trong ngoặc kép: pin = "2468"
household-same-pin = Dòng { $line }: mã PIN này trùng với dòng { $other_line }. Hai con dùng chung tài khoản “{ $account }”, và mã PIN là để phân biệt các con.
    .remedy = Đổi mã PIN của một con.
household-unknown-child = Dòng { $line }: không có con nào mang mã “{ $value }”.
    .remedy = { $suggested ->
        [yes] Có phải muốn viết "{ $suggestion }" không?
       *[no] Viết mã (id) của một [[child]] có trong tệp này.
    }

## Giờ giấc

household-bad-duration = Dòng { $line }: “{ $value }” không phải là một khoảng thời gian.
    .remedy = { $suggested ->
        [yes] Viết "{ $suggestion }".
       *[no] Viết giờ và phút như "1h30m", "90m" hoặc "45s".
    }
household-negative-duration = Dòng { $line }: “{ $value }” nhỏ hơn không.
    .remedy = Bỏ dấu “-”. Không cho chút nào thì viết "0m".
household-duration-too-long = Dòng { $line }: “{ $value }” dài quá, ở đây tối đa là “{ $max }”.
    .remedy = Viết ngắn lại, hoặc xóa dòng này nếu không muốn giới hạn.
household-duration-too-short = Dòng { $line }: “{ $value }” ngắn quá, ở đây ít nhất phải là “{ $min }”.
    .remedy = Viết "{ $min }" hoặc hơn.
household-bad-time = Dòng { $line }: “{ $value }” không phải là giờ.
    .remedy = { $suggested ->
        [yes] Viết "{ $suggestion }".
       *[no] Viết giờ và phút, mỗi bên hai chữ số: "07:00"
    }
household-midnight-as-start = Dòng { $line }: không thể bắt đầu lúc 24:00 (“{ $value }”), vì đó là lúc hết ngày.
    .remedy = Bắt đầu lúc nửa đêm thì viết 00:00.
household-bad-range = Dòng { $line }: “{ $value }” không phải là khung giờ.
    .remedy = { $suggested ->
        [yes] Viết "{ $suggestion }".
       *[no] Viết giờ bắt đầu, dấu gạch, giờ kết thúc: "16:00-20:30"
    }
household-empty-range = Dòng { $line }: “{ $value }” bắt đầu và kết thúc cùng một lúc.
    .remedy = Cả ngày thì viết "00:00-24:00". Không lúc nào thì xóa đi.
household-ranges-overlap = Dòng { $line }: “{ $value }” và “{ $other }” trùng giờ nhau.
    .remedy = Gộp lại thành một, hoặc để khung sau bắt đầu khi khung trước kết thúc.
household-range-reaches-next-day = Dòng { $line }: “{ $value }” kéo qua nửa đêm, lấn vào “{ $other }” của ngày hôm sau.
    .remedy = Để “{ $value }” kết thúc khi “{ $other }” bắt đầu, hoặc viết riêng từng ngày (friday, saturday…).
household-too-many-ranges = Dòng { $line }: một danh sách có { $count } khung giờ, tối đa chỉ được { $max }.
    .remedy = Gộp các khung liền nhau: "16:00-17:00" và "17:00-18:00" thành "16:00-18:00".
household-bad-date = Dòng { $line }: trên lịch không có ngày “{ $value }”.
    .remedy = Viết năm-tháng-ngày: "2027-02-04"
household-bad-month = Dòng { $line }: “{ $value }” không phải là năm và tháng.
    .remedy = Viết năm-tháng: born = "2014-05"
household-dates-reversed = Dòng { $line }: ngày cuối ({ $to }) lại trước ngày đầu ({ $from }).
    .remedy = Đổi chỗ hai ngày, hoặc sửa lại năm.
household-calendar-overlap = Dòng { $line }: “{ $name }” và “{ $other }” (dòng { $other_line }) có ngày trùng nhau cho cùng một con, nên không rõ theo bên nào.
    .remedy = Để một bên kết thúc trước khi bên kia bắt đầu, hoặc viết cho các con khác nhau.
household-nothing-planned = Dòng { $line }: chưa nói những ngày này sẽ như thế nào.
    .remedy = Thêm treat_as = "weekends", hoặc lịch riêng, như daily = "2h"
household-bad-finish-match = Dòng { $line }: “{ $value }” chưa nói rõ mấy lượt và mỗi lượt bao lâu.
    .remedy = Viết số lượt mỗi tuần x số phút mỗi lượt: finish_match = "3 x 5m". Nhiều nhất 21 lượt, mỗi lượt từ 1 phút đến 1 giờ.
household-number-out-of-range = Dòng { $line }: { $value } nằm ngoài khoảng { $min } đến { $max }.
    .remedy = Viết một số từ { $min } đến { $max }.

## Chương trình

household-one-way-each = Dòng { $line }: mỗi cặp ngoặc nhọn ghi đúng một cách nhận ra chương trình, ở đây có { $count }.
    .remedy = Tách mỗi cách vào ngoặc riêng: [{ "{" } exe = "/usr/bin/x" { "}" }, { "{" } steam = 440 { "}" }]
household-pattern-too-wide = Dòng { $line }: “{ $value }” đúng với gần như mọi chương trình.
    .remedy = Viết ít nhất ba chữ cái trong tên riêng của chương trình: "*minecraft*"
household-too-many-stars = Dòng { $line }: “{ $value }” có quá nhiều dấu sao, tối đa chỉ được { $max }.
    .remedy = Chỉ giữ phần giúp nhận ra chương trình: "*minecraft*"
household-star-in-path = Dòng { $line }: exe là một đường dẫn chính xác, nên “{ $value }” không được có dấu sao.
    .remedy = Viết đúng đường dẫn, hoặc dùng command = "*minecraft*" cho một phần của dòng lệnh.
household-path-not-absolute = Dòng { $line }: “{ $value }” chưa phải là đường dẫn đầy đủ.
    .remedy = Viết từ gốc: "/usr/bin/minecraft-launcher". Lệnh “which TÊN” cho biết đường dẫn.
household-path-not-name = Dòng { $line }: “{ $value }” là đường dẫn, còn ở đây cần tên tệp.
    .remedy = Chỉ viết phần cuối: "Minecraft.exe"
household-bad-app-id = Dòng { $line }: “{ $value }” không phải là { $store ->
        [flatpak] mã Flatpak
       *[snap] tên Snap
    }.
    .remedy = { $store ->
        [flatpak] Viết như lệnh “flatpak list” cho thấy: "com.mojang.Minecraft"
       *[snap] Viết như lệnh “snap list” cho thấy: "mc-installer"
    }
