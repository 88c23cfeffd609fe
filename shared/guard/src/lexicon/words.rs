//! Cue words and warning-off words, Vietnamese and English, as children write them. Absent: names and places.

use super::class::{self as c, Set};

/// Class and patterns.
pub(super) const WORDS: &[(Set, &str)] = &[
    (
        c::PHONE,
        "sđt|number's|my number's|số đt|số điện thoại|số đthoại|số dt|sdt|số phone|đt|dt|điện thoại|đthoại|dthoai|phone|phone number|phone no|cell|cell number|mobile|mobile number|mobile no|tel|telephone|contact number|contact no|số di động|di động|số máy|số liên lạc|số liên hệ|liên lạc|liên hệ|số mới|số cũ|home phone|landline|số nhà bàn|máy bàn|điện thoại bàn|số bàn|sodienthoai|đtdđ|dtdd|s đ t|s.đ.t|s đt|số đê tê|alo|phone num|cell phone|ph no|fone|digits|my digits|contact|liên hệ số|gọi số|số gọi|số tớ|số mình|số em|số tui|số t|số con|số tau|số mẹ|số bố|số ba|số má|số chị|số anh|số bà|số ông|số nhà tớ|number is|num|picks up|pick up the phone|answers at|reachable|số liên lạc gấp|sim|work sim|số sim|sim em|imess|imes|mobi|area code",
    ),
    (
        c::CHAT_NUMBER.and(c::PHONE),
        "zalo|zl|zép|da lô|số zalo|sđt zalo|dalo|zalô|zaloo|whatsapp|whats app|viber|imess|telegram|tele|imessage|facetime|wechat|line id|signal",
    ),
    (
        c::NUMBER_OF,
        "số|so|số của|dãy số là|dãy số của|dãy số trên|number|num|my number|her number|his number|our number|nmbr|no|số này|số đó|số nè|số nha",
    ),
    (
        c::CALL,
        "gọi|gọi điện|gọi lại|gọi cho|nhắn|nhắn tin|nt|call|txt|ring|hit me up|hmu|phone me|buzz|gọi video|goi|nháy máy|nhá máy|call me|text me|dm|sms|message|msg|pm|reach me|txt me|reach us|ping me",
    ),
    (
        c::MAIL,
        "mail|email|e-mail|gmail|meo|thư điện tử|hộp thư|địa chỉ mail|địa chỉ email|địa chỉ gmail|email address|e mail|imeo|i meo|imail",
    ),
    (
        c::MAIL_HOST,
        "gmail|yahoo|outlook|hotmail|icloud|proton|protonmail|ymail|live|gmai|gờ mail|gờ meo|ya hu|gmeo|edu",
    ),
    (
        c::AT_WORD,
        "a còng|a cong|a móc|a vòng|a kòng|acòng|acong|a khoanh|at|a tròn|còng|at sign",
    ),
    (c::DOT_WORD, "chấm|dot|chẩm|cham|period"),
    (
        c::TLD,
        "com|vn|net|org|edu|cơm|info|io|co|uk|me|us|au|ca|sg",
    ),
    (
        c::ADDRESS,
        "địa chỉ|địa chỉ nhà|đ/c|đc|dc|d/c|add|address|home address|shipping address|nơi ở|chỗ ở|thường trú|tạm trú|hộ khẩu|nơi cư trú|địa chỉ nhận hàng|địa chỉ giao hàng|địa chỉ liên hệ|địa chỉ thường trú|đchi|dchi|đchỉ|addr|addy|my addy|quê quán|location nhà|nhà ở số|chỗ mình ở|chỗ em ở|mailing address|postal address|street address",
    ),
    (
        c::LIVES.and(c::ME),
        "nhà em|nhà mình|nhà tớ|nhà tui|nhà con|nhà t|nhà tao|nhà cháu|nhà mik|nhà mk|nhà e|nhà tôi|nhà bọn mình|nhà tụi mình|nhà tụi em|nhà chúng em|nhà chúng mình|we live|i live|i live at|my house|our house|my place|our place|my home|im at|i'm at|i am at|party at mine|at mine|my grandmas place|my grandmas|my grandmas house|grandmas house|my nans|my nanas|my aunts|my uncles house|my cousins house|my friends house|my best friends house|come to mine|t ở|tụi em ở|chúng em ở|bọn em ở|gia đình em ở|gia đình mình ở|nhà ngoại em ở|nhà nội em ở|our apartment|our place is|my place is|my house number|my dorm|my room is|the house is|chỗ em|chỗ mình|chỗ tớ|chỗ con|chỗ tui|chỗ t",
    ),
    (
        c::LIVES,
        "nhà m|nhà cũ|nhà mới|nhà|sống ở|trọ|phòng trọ|live at|living at|staying at|stay at|come over|moved to|moved in|moved in with|moving to|chuyển sang|chuyển về|chuyển tới|chuyển đến|dọn về|dọn đến|dọn tới|sống",
    ),
    (
        c::LIVES.and(c::FAMILY),
        "nhà ngoại|nhà nội|nhà bà|nhà ông|nhà bà ngoại|nhà bà nội|nhà ông bà|nhà bố|nhà ba|nhà mẹ|nhà bác|nhà cô|nhà dì|nhà chú|nhà cậu|nhà anh|nhà chị|nhà nó",
    ),
    (
        c::LIVES.and(c::ME).and(c::FAMILY),
        "nhà bạn em|nhà bạn mình",
    ),
    (
        c::DELIVER,
        "ship|ship đến|ship tới|ship về|ship cho|giao đến|giao tới|giao về|giao hàng|gửi về|gửi đến|gửi tới|gửi qua|gửi hàng|nhận hàng|người nhận|nơi nhận|đón|đến đón|qua đón|chở về|send it to|send to|deliver|deliver to|delivery|mail it to|post it to|ship to|pick me up|pick up|drop off|drop it|meet me at|ghé qua|qua nhà|tới nhà|đến nhà|sang nhà|ghé nhà|về nhà|book xe|đặt xe|shipper|parcel|package|giao cho|giao hàng tới|gửi cho|gửi giùm|ship it|ship em|ship e|ship giùm|ship giúp|ship dùm|gửi quà|gửi đồ|gửi hàng cho|send the|send me|send it|come get me|đến nhà em|qua nhà em|chơi nhà|qua chơi|sang chơi|ghé chơi|tới chơi|đến chơi|rước em|tới đón|đón em|đón con|đón mình|đón tao|đón t|đón tớ|đón tui|book grab|bắt grab|gửi bảo vệ|gửi lễ tân|để ở|để trước|để cho|giao tận nơi|giao tận nhà|tận nhà|cô giao hàng|chú giao hàng|anh giao hàng|chị giao hàng|bác shipper|anh shipper|mang tới|mang đến|mang qua|đem tới|đem qua|book giùm|drop me|drop it at|drop the|drop off the|drop them at|bring it to|key is under|spare key is|key under|gửi quà về|quà offline gửi|quà gửi|gửi quà tới|nhờ gửi|leave it at|come to my|come round|party at|sleepover at|stop by|swing by|my address|address is",
    ),
    (
        c::STREET,
        "đường|đ|đg|phố|đại lộ|quốc lộ|ql|tỉnh lộ|tl|hương lộ|street|st|str|d|mặt tiền|mặt đường|mặt phố|đường số|dg|duog|đường tỉnh|dt lộ|số đường",
    ),
    (
        c::HOUSE_NO,
        "số nhà|sn|nhà số|số|ở số|no|number|nha so|house number",
    ),
    (
        c::ALLEY,
        "ngõ|ngách|hẻm|kiệt|hẽm|xẹt|sẹc|xuyệc|ngỏ|xẹc|alley|lane|hem|k|kiet|xuyệt",
    ),
    (
        c::HAMLET,
        "tổ dân phố|tdp|khu phố|kp|thôn|ấp|xóm|bản|buôn|làng|=tổ|khu|khu vực|kv|khu dân cư|kdc|khu tập thể|ktt|khu đô thị|kđt|kdt|đội|khối|khóm|sóc|tiểu khu|cụm|hamlet|cư xá|block|lô|xom|ap",
    ),
    (
        c::BUILDING,
        "chung cư|cc|căn hộ|toà|tòa|toà nhà|tòa nhà|block|tháp|nhà trọ|khu trọ|apartment|apt|apt.|flat|building|bldg|condo|unit|vinhomes|times city|royal city|ecopark|masteri|sunrise|landmark|ct|hh linh đàm|linh đàm|dãy trọ|biệt thự|villa|tower|=căn|park hill|ocean park|smart city|grand park|times|mipec|goldmark|sky|tập thể|khu tập thể|lô|dãy|nhà tập thể|kí túc xá|ký túc xá|ktx|dorm|residence|residences|towers",
    ),
    (c::ROOM, "phòng|tầng|lầu|room|floor|p|căn số|fl|suite"),
    (
        c::WARD,
        "phường|xã|thị trấn|đặc khu|p|tt|ward|commune|px|f|phuong",
    ),
    (
        c::DISTRICT,
        "quận|huyện|thị xã|q|h|tx|district|dist|thành phố|tp",
    ),
    (c::PROVINCE, "tỉnh|thành phố|tp|t.p|province|city"),
    (
        c::EN_STREET,
        "street|st|road|rd|avenue|ave|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|way|terrace|close|crescent|cres|gardens|grove|parkway|pkwy|highway|hwy|circle|cir|square|sq|row|hill|mews|walk|trail",
    ),
    (
        c::NAME,
        "họ tên|họ và tên|họ & tên|tên họ|tên đầy đủ|full name|fullname|tên thật|real name|tên khai sinh|tên trong giấy khai sinh|tên cha mẹ đặt|tên đủ|tên cúng cơm|full tên|tên người nhận|người nhận|họ tên học sinh|họ và tên học sinh|tên học sinh|legal name|whole name|complete name|hovaten|hoten|tên chủ tk|chủ tài khoản|chủ tk|tên chủ thẻ|name in full|student name|name of student|first and last name|last name|surname|given name|cả họ lẫn tên|cả họ tên|người giám hộ|người đăng ký|người gửi|real full name|ht|applicant|cardholder|cardholder name|account holder|bên mua|người liên hệ|tên liên hệ|bệnh nhân|khách hàng|họ tên người nhận|tên người gửi|tên khách hàng|signed|chữ ký|maiden name|mom's maiden name|legal guardian|tên trong sổ|tên trong hộ chiếu|tên trong giấy tờ|tên trên giấy khai sinh|tên trên thẻ|tên in trên thẻ|tên học bạ|tên trong học bạ|thí sinh|tài xế|tên tài xế|học viên|tên cháu là|họ tên bé|passport says|my passport says|name tag says|tên đăng ký|tên đặt hàng|tên khách|tên ngoài đời|tên ngoài đời thật|irl name|player|pupil name|child name|childs name|tên con em|tên bệnh nhân|tên hs|tên trong khai sinh",
    ),
    (
        c::NAME.and(c::FAMILY),
        "họ tên cha|họ tên mẹ|họ tên bố|họ và tên cha|họ và tên mẹ|họ tên phụ huynh|phụ huynh|tên phụ huynh|tên bố|tên mẹ|tên ba|tên má|tên cha|parent name|mother's name|father's name|mothers name|fathers name|tên bé|guardian",
    ),
    (c::NAME.and(c::ME).and(c::FAMILY), "tên bố em|tên mẹ em"),
    (
        c::NAME.and(c::ME),
        "my full name|tên em đầy đủ|tên mình đầy đủ|tên con đầy đủ|my real name|my real full name|my legal name|họ tên em|họ tên tớ|họ tên mình|tên thật em|tên thật mình|tên thật tớ|họ tên con",
    ),
    (
        c::NAME_WEAK,
        "tên|tên của|name|names|name's|called|named|kí tên|ký tên|dads name|moms name|mums name|gửi cho|gửi hàng cho|giao cho|giao hàng cho|account name|its|it's",
    ),
    (
        c::NAME_WEAK.and(c::IS),
        "tên là|name is|this is|mum is|người nhận là",
    ),
    (
        c::NAME_WEAK.and(c::ME),
        "tên em|tên mình|tên con|tên tớ|tên tui|tên t|my name|tên e|tên mik|tên mk|tên cháu|tên tao|em tên|mình tên|con tên|tớ tên|t tên|tui tên|cháu tên|e tên|tôi tên|tên tôi|tau tên|tao tên|my moms name|my dads name|my mums name|my mum|em trai em tên|em gái em tên|they call me|call me",
    ),
    (
        c::NAME_WEAK.and(c::ME).and(c::IS),
        "i am|i'm|im|em là|mình là|con là|tớ là|tui là|cháu là|tôi là|t là|e là|mik là|mk là|em gái mình là|em trai mình là|tau là|tao là|t tên là|my mum is",
    ),
    (
        c::NAME_WEAK.and(c::FAMILY),
        "ghi nội dung|nội dung ck|nội dung chuyển khoản|mẹ tên|bố tên|ba tên|tên nó|nó tên|mom's name|dad's name|friend's name|má tên|cha tên|tên ba|tên má|tên bé",
    ),
    (
        c::NAME_WEAK.and(c::ME).and(c::FAMILY),
        "mẹ em tên|bố em tên|bạn em tên|chị em tên|anh em tên|má em tên|bố mình tên|mẹ mình tên|mẹ tớ tên|bố tớ tên|mẹ con tên|bố con tên|ba con tên|ba em tên|ba tui tên|má tui tên|mẹ tui tên|chị mình tên|chị gái em tên|anh trai em tên|bạn thân em tên|bạn thân mình tên|tên bố mình",
    ),
    (
        c::NAME_WEAK.and(c::ME).and(c::FAMILY).and(c::IS),
        "bố em là|mẹ em là|ba em là|bố mình là|mẹ mình là|mẹ con là|bố con là|ba con là|ba mình là|chị em là|anh em là|chị mình là|anh mình là|bạn em là|bạn thân em là|bạn mình là|bà em là|ông em là|má em là|bố tớ là|mẹ tớ là|ba tui là|má tui là|mẹ tui là|mẹ t là|bố t là|my mom is|my dad is|cô em là",
    ),
    (
        c::NAME_WEAK.and(c::FAMILY).and(c::IS),
        "mom is|dad is|sister is|brother is|mum is|friend is|bff is|bestie is|cousin is|grandma is|grandpa is|moms called|dads called|mums called",
    ),
    (
        c::BIRTH,
        "sinh|ngày sinh|ngày tháng năm sinh|sinh ngày|năm sinh|sn|ns|ntns|sinh nhật|snhat|đẻ|đẻ ngày|birthday|bday|b-day|born|born on|dob|d.o.b|date of birth|birth date|birthdate|birth day|ra đời|chào đời|sinh năm|bdate|ngày đẻ|sinh nhựt|sinh nhat|snhật|sin nhật|ngsinh|ng sinh|nsinh|ngày/tháng/năm sinh|sanh|sanh ngày|ngày sanh|sanh năm|sinh nhằm|sinh nhằm ngày|sinh vào|sinh hôm|sinh đúng|sn ngày|birth|birthdays|khai sinh|giấy khai sinh|khai sinh ghi|tròn tuổi|turn 10 on|turns",
    ),
    (c::DAY, "ngày|mùng|mồng|hôm"),
    (c::MONTH, "tháng|thg"),
    (c::YEAR, "=năm"),
    (
        c::MONTH_NAME,
        "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec",
    ),
    (
        c::SCHOOL,
        "trường|school|trừơng|tr|academy|college|high school|elementary school|primary school|middle school|secondary school|elementary|grammar school|kindergarten|preschool|trường tiểu học|trường thcs|trường thpt|trường cấp 1|trường cấp 2|trường cấp 3|trường mầm non|trường quốc tế|trường chuyên|trường mẫu giáo|trg|trường liên cấp|mái trường|international school|junior high|high|prep",
    ),
    (
        c::SCHOOL_LEVEL,
        "tiểu học|thcs|thpt|cấp 1|cấp 2|cấp 3|cấp i|cấp ii|cấp iii|cấp một|cấp hai|cấp ba|mầm non|mẫu giáo|liên cấp|song ngữ|chuyên|trung học|trung học cơ sở|trung học phổ thông|ptth|ptcs|th|c1|c2|c3|phổ thông|mn|quốc tế|pt|năng khiếu|dân lập|nội trú|thpt chuyên|th & thcs|thcs & thpt|th-thcs|trường tiểu học|trường thcs|trường thpt|trường cấp 1|trường cấp 2|trường cấp 3|trường mầm non|trường quốc tế|trường chuyên|trường mẫu giáo|trường liên cấp|trường th",
    ),
    (c::CLASS, "lớp|lop|class|grade|year|khối|lp|homeroom|yr"),
    (
        c::STUDY,
        "học|hok|hc|đi học|hs|đang học|đang học ở|study|study at|studying|go to|goes to|attend|attends|student at|in class|tan học|tan trường|vào học|chuyển trường|nhập học|theo học|cổng|after school|enrolled|my school|at school|my school is|transferred to|started at|we go to|đang theo học|học trò|hs trường|hsinh|đang là học sinh|là học sinh|pupil at|i'm in class|im in class|in year|in grade|im in year|i'm in year|im in grade|i'm in grade|freshman at|enrolled at|go to school at|thi vào|đỗ vào|đậu vào|vào trường|grader|grader at",
    ),
    (
        c::CCCD,
        "cccd|cccđ|căn cước|căn cước công dân|thẻ căn cước|số căn cước|số cccd|số định danh|định danh|mã định danh|số định danh cá nhân|định danh cá nhân|cancuoc|national id|id card|citizen id|id number|số id cá nhân|giấy tờ tùy thân|cc công dân|căn cước cd|cccd số|dãy số căn cước|an id|my id|cccd của|mã số định danh|mã định danh học sinh|identity number|identification number|identity card|personal id|số cc|cc số|số căn|mã số cá nhân|personal id number|id no|national id number|identity no|citizen card",
    ),
    (
        c::CMND,
        "cmnd|cmtnd|cmt|chứng minh|chứng minh thư|chứng minh nhân dân|số cmnd|số chứng minh|số cmt|cmnn",
    ),
    (
        c::PASSPORT,
        "hộ chiếu|passport|số hộ chiếu|passport number|passport no|pp number|hc số|visa số",
    ),
    (
        c::BHYT,
        "bhyt|bảo hiểm y tế|thẻ bhyt|thẻ bảo hiểm|bảo hiểm|bhxh|mã bhyt|mã bhxh|mã số bhxh|số bhyt|số bhxh|mã bảo hiểm|bảo hiểm xã hội|thẻ bảo hiểm y tế|health insurance|insurance card|insurance number|mã thẻ bhyt|số thẻ bhyt|số thẻ bảo hiểm|mã thẻ bảo hiểm|social insurance",
    ),
    (
        c::SSN,
        "ssn|social security|social security number|social|nino|national insurance|nhs number|driver license|driver's license|license number|giấy khai sinh|số khai sinh|mã học sinh|giấy phép lái xe|gplx|bằng lái|nric|id number is|nino number|national insurance number|ni number|nhs|driving licence|social security card|alien number|student visa|green card number|id card number",
    ),
    (
        c::TAX,
        "mst|mã số thuế|ms thuế|tax code|tax id|tin|mã thuế|thuế|số thuế|mst cá nhân|tax number|tax identification|masothue|msthue|itin|tax no",
    ),
    (
        c::CARD,
        "số thẻ|nạp thẻ tín dụng|nạp bằng thẻ|thẻ|thẻ ngân hàng|thẻ atm|atm|thẻ tín dụng|thẻ visa|visa|mastercard|master card|card|card number|credit card|debit card|debit|số thẻ atm|thẻ ghi nợ|napas|jcb|amex|card no|số in trên thẻ|16 số|cc number|bank card",
    ),
    (
        c::CVV,
        "cvv|cvc|ba số bí mật|3 số bí mật|số bí mật|three digits on the back|3 digits on the back|cvv2|cvc2|mã cvv|mã cvc|3 số sau thẻ|ba số sau thẻ|số mặt sau|security code|3 số mặt sau|3 số cuối mặt sau|3 số sau lưng|số sau lưng thẻ",
    ),
    (
        c::ACCOUNT,
        "stk|số tài khoản|số tk|tk|tài khoản|account number|bank account|acc number|account no|số stk|số acc|acct|acct no|tk ngân hàng|tài khoản ngân hàng|stk ngân hàng|số tknh|iban|routing number|acc no|account|sort code|s t k|stk nè|bank acc|chủ tk stk|số tài khoản nhận|tài khoản nhận|tk nhận|acc bank|tài khoản số|account is|bank account number|account number is",
    ),
    (
        c::BANK,
        "vcb|vietcombank|vietcom|tcb|techcombank|techcom|bidv|vietinbank|vietin|viettin|ctg|agribank|agri|acb|mb|mbbank|mb bank|tpbank|tpb|vpbank|vpb|sacombank|sacom|stb|shb|vib|hdbank|ocb|msb|scb|eximbank|seabank|lpbank|lienvietpostbank|cake|timo|bank|ngân hàng|nh|nam á|bắc á|momo|mo mo|zalopay|zalo pay|viettel money|vnpay|shopeepay|chase|wells fargo|bank of america|hsbc|barclays|lloyds|natwest|monzo|paypal|cashapp|venmo|revolut|pvcombank|abbank|bvbank|kienlongbank|liobank|vikki|dong a|đông á|tech|vietcom bank|vietin bank|agri bank|mbb|acb bank|tp bank",
    ),
    (
        c::TRANSFER,
        "chuyển khoản|ck|bank cho|chuyển tiền|chuyển|bắn|transfer|send money|gửi tiền|nạp vào|chuyển qua|chuyển vào|ck vào|ck qua|bank qua|donate|wire|pay me|chuyển cho",
    ),
    (
        c::PLATE,
        "biển số|biển|bs|bks|bsx|biển số xe|biển kiểm soát|plate|license plate|plate number|number plate|licence plate|reg plate|biển xe|bien so|rego|bảng số|bảng số xe|biên số|tag number|plates|bienso|biển là|biển xe là|số xe|xe biển|xe số|reg|registration|registration number|rego number",
    ),
    (
        c::CAR,
        "school bus|xe trường|xe tuyến|xế|xế hộp|xế nổ|con xế|xe|xe máy|ô tô|oto|ôtô|xe hơi|xe con|car|motorbike|bike|scooter|suv|sedan|truck|van|honda|toyota|vinfast|wave|vision|sh|lead|air blade|airblade|exciter|yamaha|kia|mazda|hyundai|ford|vespa|sirius|dream|xe bố|xe ba|xe mẹ|xe anh|xe chị|chiếc|xe đưa đón|xe tải|con xe|grab|taxi|motorcycle|innova|vios|winner|future|janus|camry|civic|corolla|xe 4 chỗ|xe 7 chỗ|xe bán tải|subaru|jeep|minivan|vf|klara|xe điện",
    ),
    (
        c::PASSWORD,
        "mật khẩu|mk|pass|password|pw|pwd|passwd|psw|mkhau|mật khẩu là|passwork|matkhau|mật khảu|mậtkhẩu|passcode|pass word|pswd|passw|pasword|mkhẩu|m.khẩu|mk acc|mật mã|pass acc|pass fb|pass nick|pass wifi|mk wifi|mật khẩu wifi|mk nick|mk fb|mk là|mật khẩu tài khoản|pass nè|pass game|m.k|login pass|passphrase|pas|wifi password|paswd|mkh|mk mới|pass mới|mật khẩu mới",
    ),
    (
        c::PIN,
        "pin|mã pin|pin code|mã khóa|mã khoá|mã mở khoá|mã mở khóa|mã mở cửa|mã két|khóa màn hình|khoá màn hình|mật mã điện thoại|lock code|screen lock|unlock code|door code|alarm code|gate code|mã cửa|mã số cửa|mã khóa cửa|mã khoá cửa|mã điện thoại|mã cổng|safe code|garage code|locker code|locker combination|locker combo|combination|khoá số|khóa số|mã số khoá|keypad|entry code|garage pin|safe combination|combo khoá|mã màn hình|mã chống trộm",
    ),
    (
        c::OTP,
        "otp|mã otp|mã xác nhận|mã xác thực|mã xác minh|verification code|verify code|confirmation code|one time code|one-time code|one time password|2fa|2fa code|auth code|authentication code|login code|mã đăng nhập|code xác nhận|code xác thực|mã gửi về|mã về máy|mã kích hoạt|mã 6 số|mã 4 số|6-digit code|6 digit code|4-digit code|sms code|mã sms|mã bảo mật|mã trong tin nhắn|mã google|g code|code otp|mã fb|mã facebook|mã zalo|mã xác nhập|mã xn|mã xt|mxn|ma xac nhan|steam guard|steam guard code|mã smart otp|otp code|code sms|reset code|recovery code|backup code|mã khôi phục|mã dự phòng|google code|your code|whatsapp code|facebook code|code của|mã của bạn|code zalo|mã tiktok|code tiktok|mã telegram|mã instagram|mã xác|code đăng nhập|confirm code|discord code|instagram code|telegram code|apple id code|microsoft code|bank code|mã ngân hàng|mã giao dịch otp|one time pin|one time passcode|one-time passcode|passcode one time|activation code sms|mã số xác nhận|mã số xác thực|code kích hoạt|mã để đăng nhập|two factor|two-factor|2 step|xác thực 2 lớp|authenticator|verification number|verification|số xác nhận|xác minh|xác thực|xác nhận",
    ),
    (c::CODE, "mã|code|mã số|mã code"),
    (
        c::SENT,
        "vừa gửi|gửi về|nhận được|mới nhận|về máy|tin nhắn|vừa về|vừa nhận|just got|they sent|texted me|sent|got sent|it says|đọc cho|gửi cho|máy mẹ|máy em|về rồi|mới về|hiện lên|tới rồi|got texted|came through|gửi cho em|gửi tới|bảo nhập|enter it|nhập để|đã gửi|tin nhắn về|sms về|popped up|on her phone|on my phone|máy bố|máy ba|text says|đọc cho anh|đọc cho chị|texted|nhắn về|gửi tới máy|báo về|vừa báo|về điện thoại|about to expire|expires in|hết hiệu lực|có hiệu lực|hiệu lực|read me|read it|to my phone|to her phone|on the phone|đọc|hiện|máy má|máy bà|máy chị|điện thoại má|điện thoại mẹ|điện thoại bố|điện thoại ba|bảo đọc|bảo gửi|kêu đọc|kêu gửi|just sent|got this|nhận được tin|gửi lại|mới gửi|mới tới|vừa tới|nhảy về|nhảy ra|got a text|a text|text with|came|that came|came in|gửi t|gửi em|gửi mình|gửi tớ|gửi tui|gửi con|mới nhắn|they want|he wants|she wants|asked for|bảo em|bảo con|kêu em|kêu con|đòi|hỏi xin|what now|sms|google sent|they texted|sent me|sent a|rung máy|vừa rung|về nè|nó gửi|kêu đưa|bảo đưa|got the code|gửi đến điện thoại|gửi về điện thoại|máy vừa rung|ting ting|gửi là|nhập đi|enter đi|vừa tới máy",
    ),
    (
        c::LOGIN,
        "acc|nick|tài khoản|tk|account|đăng nhập|log in|user|username|tên đăng nhập|id|tên tk|tên acc|tdn|tđn|ten dang nhap|userid|user name|logon|signin|sign in|wifi|email|gmail|mail|fb|icloud|steam|roblox|garena|facebook|zalo|insta|ig|netflix|disney plus|hulu|hbo|fpt play|prime video|blox|rb|lq|ff|minecraft|tiktok|discord|log|riot|vào acc|shopee|tablet|ipad|phone|laptop|máy|điện thoại|iphone|vneid|app|két|tủ|zing|vieon|spotify|youtube|google|apple|ví|atm|thẻ|chrome|epic|psn|xbox|switch|pc|computer|máy tính|lap|olm|vioedu|azota|zoom acc|k12|shub|teams|scratch|duolingo|canva|twitch|genshin|valorant|lol|pubg|steam acc|ví momo|momo|tủ đồ|locker|my account|my acc|login",
    ),
    (
        c::SOCIAL,
        "fb|facebook|phây|phây búc|face|fbook|ig|ins|insta|instagram|tiktok|tik tok|tiktoc|tóp tóp|top top|snap|snapchat|discord|dis|twitter|threads|telegram|tele|youtube channel|messenger|mess|msger|locket|kakaotalk|kakao|skype|weibo|zalo|reddit|twitch|bereal|be real|dc acc|discord tag|insta là|kik|pinterest|wattpad|zl|wechat|ds|whatsapp|viber|instagrm|inst|igg|tóptóp|ttok|tt|thread|x account|finsta|disc|discrod|instagram handle|snap chat|tt acc|fb cá nhân|nick fb|nick face|acc fb|acc insta|acc ins|acc tiktok|acc ig|tiktok username|insta username|snap username|discord username|nick zalo|nick tele|priv|spam acc|insta acc|ig acc|alt acc|tele của|messenger của",
    ),
    (
        c::SOCIAL_WEAK,
        "roblox|minecraft|steam|xbox|psn|playstation|switch|liên quân|free fire|ff|pubg|genshin|gamertag|gamer tag|ign|blox fruits|rbx|riot|valorant|valo|lmht|play together|youtube|yt|kênh|channel|epic|fortnite|friend code|switch code|robox|rbl|nintendo",
    ),
    (
        c::HANDLE,
        "nick|handle|username|user|tên acc|acc|acct|account|tài khoản|id|profile|link|@|tên fb|tên tiktok|trang cá nhân|tường|trang|user name|nickname|tag|insta name|usn|usr|tên nick|nick fb|acc phụ|acc chính|acc clone|ig handle|screen name|nick chat|trang fb|kênh",
    ),
    (
        c::ADD_ME,
        "add|kb|kết bạn|follow|fl|flw|theo dõi|add me|friend me|friend request|gửi kết bạn|gửi lời mời|lời mời|inbox|ib|ibx|rep|nhắn|dm|dm me|hit me up|hmu|find me|look me up|search me|tìm|tìm mình|tìm em|search|sub|sub chéo|follow chéo|tìm tên|add t|add mình|add em|kb với|kb vs|chat|talk to me|message me|msg me|follow me|fl chéo|pm|fl mình|add friend|adfr|adf|snap me|connect",
    ),
    (
        c::ME,
        "em|mình|con|tớ|tui|t|cháu|tao|mik|mk|e|tôi|bọn mình|tụi mình|tụi em|chúng em|chúng mình|bọn tớ|me|my|mine|i|i'm|im|we|our|us|i am|nhà em|nhà mình|của em|của mình|của con|của tớ|của tui|của t|mìnk|mềnh|choa|mik nè|tau|iem|e nè|em nè|ny em|myself|bản thân|mị",
    ),
    (
        c::FAMILY,
        "mẹ|bố|ba|má|cha|tía|bà ngoại|bà nội|ông ngoại|ông nội|ông bà|bà|ông|chị|anh|chị gái|anh trai|em gái|em trai|bạn thân|bạn em|bạn mình|bạn tớ|bạn tui|mom|mum|mommy|mama|dad|daddy|papa|sister|brother|sis|bro|grandma|grandpa|grandmother|grandfather|aunt|uncle|cousin|friend|my friend|bestie|bff|gia đình|mẹ em|bố em|ba em|má em|dì|cậu|chú|bác|phụ huynh|con gái|con trai|con em|bé|bu|bầm|u|thầy u|mạ|bọ|mami|vợ|chồng|ny|crush|nyc|người yêu|parent|parents|ba mẹ|bố mẹ|ba má|mẹ mình|bố mình|ba mình|mẹ con|mẹ cháu|son|daughter|wife|husband|kid|nanny|babysitter|mợ|thím|cô giúp việc|girlfriend|boyfriend|gf|bf|chị họ|anh họ|em họ|mẹ tớ|bố tớ|dads|moms|mums|dad's|mom's|mum's|daddys|mommys|sisters|brothers|grandmas|my bf|bae|chị hai|anh hai|anh ba|má tui|con bé|cụ",
    ),
    (c::POSSESS, "của|cua|'s|of|cuả|củaa|belongs to|thuộc"),
    (
        c::YOU,
        "bạn|mày|cậu|bồ|ông|bà|you|your|u|ur|yours|mi|mấy bạn|các bạn|ai|you guys|anyone|someone|ad|admin|shop|thầy|cô|mn|mọi người|bro|ny bạn",
    ),
    (
        c::IS,
        "là|la|=|:|is|are|was|nè|nek|đây|nha|->|=>|như sau|gồm|này|it's|its|thành|bằng|as|tên|số|đây nè|here|này nè|here's|heres|said|says|reads|hiện|báo là|ghi là|set là|để là|đặt là|vẫn là",
    ),
    (
        c::QUESTION,
        "là gì|gì|bao nhiêu|bn|bnhiu|bao nhiu|ở đâu|what|what's|whats|which|where|how|when|who|whose|tại sao|đúng không|phải không|hả|thế nào|làm sao|ra sao|ai biết|mấy giờ|cho hỏi|cho xin|cho em xin|cho mình xin|cho tớ xin|can i have|can i get|do you|is this|right?|hử|j|ji|có phải|nhiêu",
    ),
    (
        c::NEVER,
        "đừng|không được|ko được|k được|không nên|ko nên|k nên|never|don't|dont|do not|cấm|tuyệt đối|chớ|không bao giờ|không đưa|không cho|không chia sẻ|hãy|nên|phải|should|shouldn't|must|must not|cần|yêu cầu|tối thiểu|ít nhất|at least|shud|không tiết lộ|bảo mật|an toàn|cảnh giác|avoid|lưu ý|nhớ|tips|mẹo|quy tắc|cảnh báo|warning|warn|khuyên|dặn|tránh|secure|strong|weak|mạnh|yếu|dễ đoán|khó đoán|phổ biến|common|guess",
    ),
    (
        c::CHANGE,
        "quên|đổi|đặt|tạo|reset|forgot|forget|change|changed|lấy lại|khôi phục|recover|mất|sai|nhập sai|wrong|incorrect|nhập|hỏi|xin|cài|hack|bị hack|thay|lưu|nhớ|remember|lost|khó|create|set|make|enter|type in|leak|bị lộ|lộ|steal|stole|stolen|ăn cắp|trộm|dò|đoán",
    ),
    (
        c::EXAMPLE,
        "ví dụ|vd|vdu|example|for example|e.g|eg|mẫu|giả sử|chẳng hạn|placeholder|sample|demo|test|fake|giả|bịa|such as|like this|minh họa|minh hoạ|tưởng tượng|vd như|ví dụ như|format|cú pháp|hình thức|made up|made-up|dummy|nhân vật|imaginary|pretend|random|ngẫu nhiên|điền mẫu|theo mẫu|hypothetical|what if|dạng như|đại loại",
    ),
    (
        c::HOMEWORK,
        "bài|bài tập|btvn|đề bài|đề|tính|phép tính|phép|chia hết|nhân với|tổng các|tổng|hiệu|tích|thương|chữ số|làm tròn|dãy|dãy số|sgk|sbt|homework|exercise|calculate|solve|equation|divisible|round|rounded|digit sum|sum of|sequence|worksheet|quiz|bài toán|toán|vật lý|hóa|địa lý|tiếng anh|ngữ văn|soạn văn|đoạn văn|bài văn|đọc hiểu|textbook|đáp án|đáp số|kết quả|giải|tìm x|trắc nghiệm|xác suất|probability|số nguyên tố|prime|lập trình|code python|python|print|multiply|divide|viết số|đọc số|so sánh|math|maths|number line|viết thư|bài học|môn|giáo trình|history class|essay",
    ),
    (
        c::MATHS,
        "cộng|trừ|nhân|chia|lần|mũ|=căn|phần trăm|percent|pi|triệu|tỷ|tỉ|nghìn|ngàn|trăm|plus|minus|times|million|billion|thousand|hundred|dân số|population|chữ số",
    ),
    (
        c::NEWS,
        "tin tức|công an|cảnh sát|tai nạn|nghi phạm|thời sự|vtv|news|police|reported|according to|bài báo|trên mạng|youtuber|phóng sự|phường báo|tòa án|đối tượng|bắt giữ|khởi tố|biển số đẹp|đấu giá|headline|journalist|nạn nhân|báo đài|chương trình|gameshow|wiki|wikipedia|trúng đấu giá|gây tai nạn|bỏ chạy|truy tìm|tìm xe|sự kiện|trong phim|triển lãm|theo báo|theo tin|báo chí|tin nóng|vụ tai nạn|vụ cháy|vụ án|bản tin|báo viết|bị phạt|bị bắt|trên báo|báo đăng|phạt nguội|đăng báo|theo dõi vụ|giành|đạt giải|huy chương|vô địch|giải nhất|công bố|tuyển sinh|thông báo|tổ chức|khai giảng|won|wins|champions|championship|medal|toàn đoàn|điểm chuẩn|thủ khoa|đoạt giải|giải nhì|chung kết|bán kết|tuyên dương|kỷ niệm|regional final|ranked",
    ),
    (
        c::ORDER,
        "đơn hàng|mã đơn|mã đơn hàng|đơn|mã vận đơn|vận đơn|mã giao dịch|giao dịch|seri|serial|số seri|sê ri|mã thẻ|mã thẻ cào|thẻ cào|nạp thẻ|order|order id|order number|order no|tracking|tracking number|invoice|hóa đơn|hoá đơn|số hóa đơn|mã hóa đơn|mã hàng|mã sản phẩm|sku|barcode|mã vạch|isbn|mã sách|imei|mã số đơn|booking|mã đặt chỗ|mã vé|vé số|vé|xổ số|lottery|ticket|receipt|ref|reference|mã tham chiếu|mã bưu gửi|biên lai|phiếu|mã phiếu|số phiếu|mã lô|số lô|batch|model|part number|mã máy|s/n|sbd|số báo danh|báo danh|mã dự thi|mã đề|mã phòng|meeting id|meeting|zoom|room code|mã lớp|class code|classroom|mã qr|qr|voucher|coupon|giftcode|gift code|gift|mã giảm giá|mã quà|mã khuyến mãi|promo|promo code|discount|mã giới thiệu|referral|mã mời|invite code|code game|redeem|khuyến mại|khuyến mãi|seri thẻ|mã bài|mã môn|mã tài liệu|mã bảo hành|đơn số|lô hàng|mã kiện|spx|ghn|ghtk|jt|j&t|viettel post|vnpost|shopee express|case number|số hồ sơ|mã hồ sơ|hồ sơ|số hợp đồng|hợp đồng|contract|mã hợp đồng|mã khách hàng|mã kh|customer id|flight|chuyến bay|mã số sinh viên|mssv|student id|package id|product|mã báo giá|quẹt|phiên bản|điểm danh|bưu kiện|mã bưu kiện|kiện hàng|mã tra cứu|tra cứu|file|rar|zip|giải nén|file nén|pdf|drive|tài liệu|archive|unzip|google form|mã số dự thi|số thứ tự|stt|mã vận chuyển|mã kích hoạt game|mã đăng ký khóa học|case id|ticket number|confirmation number|locker number|member id|membership number|loyalty card|library card|thẻ thư viện|thẻ thành viên|mã thành viên|thẻ tích điểm",
    ),
    (
        c::HOTLINE,
        "hotline|thợ sửa|số thợ|plumber|electrician|locksmith|giao gas|sửa ống nước|sửa điện nước|tài xế|tổng đài|đường dây nóng|tổng đài viên|cskh|chăm sóc khách hàng|customer service|customer support|support line|helpline|hot line|cứu hỏa|cứu hoả|tư vấn viên|trung tâm tư vấn|đường dây|call center|call centre|hỗ trợ khách hàng|đặt bàn|đặt lịch|tư vấn|quảng đài|lễ tân|switchboard|front desk|fanpage|đặt hàng|bảo hành|công an phường|tổng đài bảo vệ|phòng vé|liên hệ quảng cáo|bộ y tế|ủy ban|ubnd|đồn công an|ban quản lý|phòng đào tạo|tuyển sinh|giáo vụ|văn thư|reception|box office",
    ),
    (
        c::SHOP,
        "shop|cửa hàng|công ty|cty|tiệm|nhà sách|nhà hàng|nhà xe|hãng|hãng xe|hãng taxi|chi nhánh|văn phòng|trụ sở|showroom|store|company|restaurant|salon|spa|bệnh viện|phòng khám|ủy ban|ubnd|bảo tàng|museum|cinema|hotel|khách sạn|resort|đại lý|clinic|hospital|bưu điện|nhà thi đấu|sân vận động|nhà hát|cửa hiệu|tạp hóa|tạp hoá|lẩu|nhà thờ|dinh|headquarters|hq|bakery|phòng tập|lò luyện|trung tâm anh ngữ|trung tâm tiếng anh|ielts|fahasa|thế giới di động|tgdđ|fpt shop|điện máy xanh|bách hóa xanh|vinmart|nhà xuất bản|nxb|đại sứ quán|embassy|nhà ga|bến xe|sân bay|airport|fanpage|hội sách|triển lãm|workshop|concert|khai trương|grand opening|kinh doanh|doanh nghiệp|garage|gara|mega market|co.opmart|coopmart|dental|pizza|pizzeria|barber|nail|nails|florist|laundry|nha khoa|nhà thuốc|pharmacy|hiệu thuốc|university|lab|đài truyền hình|tòa soạn|toà soạn|quỹ từ thiện|từ thiện|ủng hộ|cứu trợ|quyên góp|charity|donation|cho thuê|quản lý sân|for sale|bán hàng|trung tâm gia sư|gia sư|liên hệ trung tâm|nhận dạy kèm|dạy kèm|tuyển cộng tác viên|tuyển nhân viên|cho thuê phòng|sỉ lẻ",
    ),
    (
        c::GAME,
        "game|rank|trận|level|lv|lvl|skin|kill|server|sv|dame|damage|hp|exp|xp|kim cương|robux|quân huy|ping|fps|quái|boss|ván|cao thủ|chiến|combo|thua|elo|kda|diamond|diamonds|coin|coins|craft|spawn|seed|coords|hack|noob|gg|pet|nhân vật|cày|raid|lực chiến|đ/ván",
    ),
    (
        c::GAME_ID,
        "uid|id game|game id|player id|id ff|id liên quân|id lq|mã phòng|phòng số|room id|id phòng|room|id nhân vật|id acc|map code|friend code|mã bạn bè|id pubg|id server|uid genshin|lobby code|server id|id play together|mã mời|pass phòng|mật khẩu phòng|mk phòng|room pass|id:|kahoot|quizizz|kahoot pin|game pin|blooket|gimkit|lobby|custom lobby|private lobby|phòng custom|sảnh|party code|pin code game",
    ),
    (
        c::MONEY,
        "đồng|đ|k|vnđ|vnd|tr|triệu|nghìn|ngàn|usd|dollars|dollar|bucks|xu|robux|quân huy|kim cương|$|won|yen|euro|euros|tỷ|tỉ|củ|lít|cành|xèng|rp|gems|gem|coin|coins|vàng|points",
    ),
    (
        c::UNIT,
        "kg|cm|mm|km|m|m2|m3|g|ml|l|lít|giờ|phút|giây|tuổi|điểm|người|lần|trang|học sinh|bạn|em|cái|quyển|cuốn|bài|câu|tập|chap|chương|view|views|like|likes|sub|subs|follow|followers|lượt|years|hours|minutes|seconds|steps|bước|trận|phần|%|độ|gb|mb|tb|mah|hz|w|kw|calo|kcal|px|pixel|ngày|tháng|năm|năm ánh sáng|days|m/s|hạt|con|quả|chiếc|viên|tờ|tấn|tạ|hecta|ha|cm2|km2|mét|people|students|pages|votes|ghz|mp|fps",
    ),
    (
        c::FEE,
        "giá|price|phí|tiền|tổng cộng|total|cost|costs|bill|lương|học phí|thanh toán|trả|nạp|deal|sale|giảm",
    ),
    (
        c::HISTORY,
        "vua|chúa|danh nhân|nhà thơ|nhà văn|nhạc sĩ|tác giả|anh hùng|chủ tịch|tổng thống|president|king|queen|poet|writer|scientist|nhà bác học|nhà khoa học|nhà toán học|thế kỷ|chiến thắng|chiến dịch|khởi nghĩa|cách mạng|triều|thời|war|century|empire|independence|độc lập|thành lập|giải phóng|quốc khánh|đại tướng|danh tướng|liệt sĩ|liệt sỹ|nghĩa quân|nhà vua|hoàng đế|emperor|painter|họa sĩ|hoạ sĩ|inventor|phát minh|nguyên thủ|thủ tướng|prime minister|founding|founded|battle|hiệp định|trận đánh|đảng|bác hồ|bác",
    ),
    (
        c::CREATIVE,
        "bài hát|lời bài hát|lyrics|ca khúc|hát|song|mv|truyện|tiểu thuyết|novel|nhân vật|character|anime|manga|phim|movie|film|conan|doraemon|nobita|ca sĩ|diễn viên|cầu thủ|idol|thần tượng|singer|actor|actress|rapper|youtuber|streamer|tiktoker|bts|blackpink|player|football|footballer|hoa hậu|vận động viên|nghệ sĩ|nghệ sỹ|celebrity|vlogger|nhóm nhạc|fan|fc|kpop|k-pop|actor's|series|harry potter|naruto|đội tuyển|u23|u19|mc|author|artist|thủ môn|tiền đạo|tiền vệ|hậu vệ|huấn luyện viên|hlv|streamers|phiên bản|oc|roleplay|rp|fanfic|fic|nhà phê bình|band|gameshow|member|bias|visual|spongebob|sherlock|batman|superman|spider-man|spiderman|simpsons|homer|hogwarts|barbie|pikachu|pokemon|shin|shinchan|xuka|chaien|elsa|disney|cartoon|hoạt hình|the office|kể chuyện|cổ tích|truyện cổ tích|story|fairy tale|chú thỏ|nhà thỏ|con thỏ|nhà gấu|kịch bản|tiểu phẩm|vở kịch|screenplay|minifigure|mario|sonic|paddington|peppa",
    ),
    (
        c::RESULT,
        "tỉ số|tỷ số|score|kết quả|trận|giải|vòng|bảng xếp hạng|thống kê|statistics|chỉ số|index|phiên bản|version|ver|v|bản|update|cập nhật|build|release",
    ),
    (
        c::NOW,
        "đang ở|đang đứng|đang ngồi|đang chơi|đang đợi|đang chờ|đang trong|đang tại|giờ đang ở|giờ ở|hiện đang ở|hiện ở|bây giờ ở|đang ở ngoài|đang ở trong|đang ở chỗ|đang ở gần|mới tới|vừa tới|tới rồi|tới nơi|đến nơi|đang lang thang|đang kẹt|đang lạc|bị lạc|lạc ở|lạc|currently at|right now at|at the|waiting at|sitting at|standing at|here at|stuck at|lost near|lost at|lost in|hanging out at|đang đi|đang đi bộ|dag o|đag ở|đag|đang ăn|đang tập|đang đá|đang bơi|đang mua|sitting outside|outside|walking|waiting outside|standing|đang núp|đang trốn|đang tắm|đang học thêm|đang lạc đường|đứng ở|ngồi ở|đợi ở|chờ ở|just got to|got to|arrived at|đang kẹt ở|đang có mặt|có mặt|mới vô|mới vào|vừa vào|vừa vô|vừa xuống|mới xuống|đang vô|vẫn ở|còn ở|vẫn đang ở|trú mưa|núp mưa|đang trú mưa|đứng trú|kẹt ở|kẹt mưa ở|chờ ngoài|hiện tại đang ở|lúc này đang ở|đang ở ngay|đang dạo|đang xem phim|đang mua đồ|đang ở lại|vừa ra|đang ra|walk past|cut through|walk through|i'm stuck|im stuck|home from|going home from|đi bộ|đi học về|đạp xe|đạp xe về|về một mình|về 1 mình|đi về một mình|chilling|parked|camping|hiding|dropped me|dropped me at|guess where i am|thả con xuống|thả em xuống|thả em ở|bỏ con ở|bỏ em ở|got off|got off at|left me at|left me|got dropped|ends at|finish at|sits alone|sit alone|sit by myself|stand alone|parked at|trốn ở|núp ở|ngủ quên|chờ xe ở|chờ mẹ ở|chờ bố ở|chờ ba ở|đợi mẹ ở|đợi ba ở|đợi bố ở|xe hư|hết tiền|bị bỏ lại|trốn nhà|trốn trong|xuống xe ở|xuống xe|i'll be at|ill be at|be at|meet me at|gặp ở|gặp nhau ở|đón em ở|đón con ở|đón mình ở|đón tao ở|đón t ở|đón tui ở|rước con ở|rước em ở",
    ),
    (
        c::ALONE,
        "một mình|1 mình|mình ên|alone|by myself|on my own|không có ai|ko có ai|k có ai|chưa ai đón|chưa có ai đón|chưa ai tới|không ai|ko ai|k ai|no one|nobody|đợi|chờ|waiting|wait|ra đón|đến đón|tới đón|qua đón|lạc|bị lạc|lost|một mik|1 mik|một mìn|bố mẹ đi vắng|ba mẹ đi vắng|đi vắng|bố mẹ đi hết|vắng nhà|chưa đón|muộn đón|home alone|mình ênh|có 1 mình|có mỗi em|mỗi mình|mỗi em|chỉ có mình em|come get me|come find me|find me|ra đây|qua đây|tới đây|lại đây|ra gặp|gặp|meet|meet me|meet up|come|come here|tới liền|ra chơi|pick me up|đón|ra đi|ra nè|tới chơi|rước|late again|mưa|ba mới rước|mẹ mới đón|mới đón|mới rước|chưa tới|trễ|pick up late|late|theyre gone|they're gone|gone till|dark|nobody picked me up|scared|bored|chán|chờ tới|parents are gone|my parents left|come over|come say hi|no adults|không có người lớn|ko có người lớn|bố mẹ không biết|mẹ không biết|ba má không biết|không ai biết|trốn",
    ),
    (
        c::PLACE,
        "công viên|quán net|tiệm net|net|quán cafe|quán cà phê|cà phê|cafe|cf|trà sữa|quán trà sữa|siêu thị|chợ|bến xe|trạm xe|trạm xe buýt|bến xe buýt|bus stop|cổng sau|cổng chính|cổng|trường|sân bóng|sân|hồ|bể bơi|hồ bơi|nhà sách|thư viện|trung tâm thương mại|tttm|vincom|aeon|aeon mall|lotte|lotte mart|big c|go|mall|park|library|starbucks|highlands|circle k|gs25|ministop|family mart|winmart|vinmart|rạp|cgv|phố đi bộ|ngã tư|ngã ba|ngã 4|ngã 3|ngã sáu|ngã 6|vòng xoay|cầu|ga|sân bay|bệnh viện|nhà thờ|chùa|nhà văn hóa|nhà văn hoá|nhà thi đấu|quảng trường|bờ hồ|cây xăng|tiệm|cửa hàng|shop|tạp hóa|tạp hoá|ký túc xá|ktx|khách sạn|hotel|mcdonald's|mcdonalds|kfc|lotteria|jollibee|coffee shop|arcade|playground|station|subway station|train station|bus station|skatepark|skate park|pool|gym|beach|bãi biển|biển|corner|góc|đầu ngõ|đầu hẻm|phòng net|sân trường|hồ gươm|cinema|theater|theatre|field|square|market|mart|plaza|shopping center|food court|the mall|target|walmart|7-eleven|7 eleven|crescent mall|royal city|times city|sân chơi|khu vui chơi|tiniworld|vòng quay|bến phà|bến tàu|trạm|điểm đón|lớp học thêm|chỗ học thêm|trung tâm anh ngữ|bưu điện|ubnd|bể|bến|phòng gym|phòng tập|cầu vượt|hầm|bãi xe|bãi giữ xe|tiệm bánh|tiệm trà sữa|tiệm sách|tiệm game|quán game|quán ăn|quán phở|quán bún|quán kem|bookstore|dorm|court|stadium|sân vận động|svđ|nhà ga|nhà hàng|cổng số|bờ kè|bờ sông|nhà nghỉ|sảnh|hàng ghế|ghế đá|sân banh|rooftop|gate|swim club|club|swimming pool|rooftop cafe|homestay|hostel|motel|kí túc xá|trại hè|summer camp|camp|football field|soccer field|tennis court|basketball court|dance studio|studio|laundromat|gas station|supermarket|grocery store|bakery|church|temple|pagoda|riverside|river|lake|dock|pier|airport|terminal|lobby|food stall|quán vỉa hè|quán chè|quán trà|quán trà đá|quán nước|quán bi a|quán bida|tiệm cắt tóc|phòng trà|karaoke|bar|lounge|zoo|sở thú|thảo cầm viên|aquarium|museum|bảo tàng|hầm xe|nhà xe|bãi đỗ xe|bãi đất|công trường|khu công nghiệp|chân cầu|gầm cầu|dưới chân cầu|bờ biển|toà nhà|chung cư|sân nhà văn hóa|nhà thiếu nhi|cung thiếu nhi|trung tâm|trung tâm tiếng anh|trung tâm toán|lớp võ|lớp vẽ|phòng khám|tiệm thuốc|ubnd phường|đồn công an|bưu cục|cây atm|atm|ks|vỉa hè|ghế|quán|mái hiên|hiên|trạm xe bus|bến xe bus|trạm bus|trạm metro|ga metro|ga tàu|ga cát linh|chỗ|quầy|khu ẩm thực|tầng hầm|cửa hàng tiện lợi|tiệm tạp hóa|sân cầu lông|sân bóng rổ|sân tập|nhà máy|fountain|steps|bench|ghế chờ|hàng hiên|vòng quay|phòng đọc|sảnh chờ|phòng chờ|khu chờ|mái che|nhà chờ|chòi|đài phun nước|cột cờ|exit|mill|bridge|alley|parking lot|car park|corner store|dance class|tuition center|tutoring center|community center|rec center|sports center|leisure centre|shopping centre|swimming lessons|train|metro|subway|platform|ice rink|rink|bowling alley|burger king|dunkin|tim hortons|chipotle|wendys|ihop|stop|bathroom|toilet|changing room|station entrance|cafe internet|net cỏ|cầu thang|sân thượng|công trình|khu du lịch|hội chợ|chợ đêm|bến đò|campus|soccer pitch|pitch|canteen|bus shelter|shelter|skate rink|swimming center|community centre|youth club|scout hall|church hall|clinic|hospital|vet|car wash|drive thru|petrol station|boardwalk|trailhead|forest|woods",
    ),
    (
        c::MEET,
        "đón|gặp|hẹn|meet|pick me up|qua đón|tới đón|ra đón|rước|rướt|get me|come get me|tới rước|qua rước|ra rước|rước em|đón em|đón con|đón mình|vẫy|thấy thì vẫy|đến đón|đi đón",
    ),
    (
        c::PAST,
        "hôm qua|tuần trước|năm ngoái|yesterday|last week|last year|tuần sau|năm sau|ngày mai|tomorrow|next week|hồi|ngày xưa|lúc trước|đã từng|hè này|hè năm ngoái|will|going to|would|tháng trước|tháng sau|next month|last month|used to|hồi nhỏ|hồi bé|ước|wish|want to|mơ|hôm trước|bữa trước|hôm nọ|hôm bữa|cuối tuần này|last summer|last night|tối qua|sáng mai|chiều mai|tối mai|bữa nào|khi nào|hôm nào|nếu|if|had|went|ate|saw|visited|loved|used to go",
    ),
    (
        c::PART,
        "rồi|tiếp|tiếp theo|còn lại|số sau|số đầu|đầu|cuối|số cuối|là|then|and|rest|the rest|next|sau đó|nữa|phần sau|phần đầu|phần còn lại|đằng sau|phía sau|khúc sau|khúc đầu|nửa đầu|nửa sau|nửa còn lại|sau|trước|first|last|ends|ends with|ending|starts|starts with|beginning|followed by|mấy số|mấy số sau|mấy số đầu|mấy số cuối|3 số cuối|4 số cuối|6 số cuối|4 số đầu|3 số đầu|6 số sau|3 số sau|4 số sau|số|half|second half|first half|part|after that|that|is|xong|thêm|đuôi|cộng thêm|gửi tiếp|sau nè|đoạn sau|đoạn đầu|đây là|nè|nha|nhá|cuối cùng|cuối cùng là|tiếp là|à|ờ|ừ|thì|sang|xong là|last three|last four|last six|first four|first three|digits|hậu tố|của em|sđt|còn|với|khúc cuối|khúc|the|are|other|it|second|vế sau|vế đầu|tách ra|viết tách|không bị chặn|ghép|ghép lại|ghép vô|nối|nối với|other half|in two parts|two parts",
    ),
    (
        c::SCAM,
        "lừa đảo|scam|scammer|scammers|spam|fake|giả mạo|giả danh|số lạ|unknown number|phishing|lừa|bị lừa|cảnh báo|chặn số|đòi nợ|quảng cáo|số rác|robocall|telemarketer|spoof",
    ),
    (
        c::THIRD,
        "anh ấy|cô ấy|ông ấy|bà ấy|he|she|his|her|ổng|bả|ảnh|chỉ|hắn|người ta|người đó|nó",
    ),
    (
        c::TECH,
        "iphone|samsung|galaxy|ios|android|windows|phiên bản|version|ip|mac|hash|uuid|key|license key|api|driver|chip|ram|rtx|gtx|commit|md5|sha|port|localhost|model|mã lỗi|error|error code|bug|build|id video|const|int|string|var|console|html|css|javascript|java|scratch|arduino|pixel|product key|activation key|firmware|regex",
    ),
    (
        c::NOT_ME,
        "không phải của|ko phải của|k phải của|not my|not mine|isn't my|không phải số|không phải sđt|nhầm số|wrong number|số lạ|không phải là|bịa ra|ko phải số|k phải số",
    ),
    (
        c::TIME,
        "lịch|thời khóa biểu|hạn|deadline|hết hạn|ngày thi|thi|khai giảng|nộp|kiểm tra|sự kiện|trận|chiếu|phát sóng|ra mắt|phát hành|xuất bản|released|release date|due|exam|test|match|concert|schedule|event|ngày phát hành|khởi chiếu|debut|ngày lễ|lễ|nghỉ|tết|giỗ|cưới|wedding|kỷ niệm|anniversary|hsd|nsx|expiry|expires",
    ),
    (
        c::BORN_OTHER,
        "sinh nhật bác|sinh nhật idol|ngày mất|năm mất|mất ngày|hy sinh|qua đời|died|thành lập|ra đời phong trào|ngày thành lập",
    ),
    (
        c::LIVES.and(c::ME),
        "em ở|mình ở|tớ ở|con ở|tui ở|t ở|tao ở|tau ở|cháu ở|e ở|mik ở|we live at|i live on|i live in|we live on|our house is|my house is|my address is|my flat|our flat|my apartment|we moved to|just moved to|my dads|my moms|at my dads|at my moms|bọn mình ở|nhà bọn tớ|nhà t ở|nhà em ở|nhà mình ở|nhà tớ ở|nhà con ở|nhà tui ở|nhà cháu ở|nhà tau|phòng trọ em|phòng trọ mình|em trọ|mình trọ|tớ trọ|t trọ|con trọ",
    ),
    (
        c::NOW,
        "đứng|ngồi|đợi|chờ|trốn|trốn học|học thêm|học bơi|học võ|học vẽ|học đàn|học múa|chơi|đá bóng|đá banh|tập võ|tập nhảy|đứng đợi|ngồi đợi|đứng chờ|ngồi chờ|wait|waiting|sitting|standing|walk home|hang out|hanging|hanging out|walk alone|bus home|get off|đi bộ về|tan học|tan học thêm|lang thang|trọ|đang trọ|đang chơi|đang ngủ|stuck|đi bơi|tắm|bơi|practice|rehearsal|training|playing|play",
    ),
    (
        c::NOW.and(c::ME),
        "em ở|mình ở|tớ ở|con ở|tui ở|i'm at|im at|i am at|we're at|we are at|i'm in|im in|i'm outside|i'm near|im near|i'm by|we're in|đang ở một mình|i'm sitting|i'm standing|now em ở|giờ tui ngồi|giờ em ngồi|giờ mình ngồi|im here|i'm here|we're here|were at|im by|im behind|i'm behind|i'm home|im home|con cũng ở|em cũng ở|t đứng|em đứng|con đứng|tớ đứng|mình đứng|tui đứng|tau đứng|tao đứng|em ngồi|tớ ngồi|con ngồi|mình ngồi|tui ngồi|t ngồi|tao ngồi|t ở|tụi tui mới vô",
    ),
    (
        c::SENT.and(c::CODE),
        "gửi mã|read me the code|đọc mã|xin mã|cho mã|mã là|code là|code is|the code is|mã này|mã đó|mã nè|nhận mã|có mã|đưa mã|hiện mã|gửi code|send the code|hỏi mã|sent a code|sent mom a code|kêu đọc mã|nhận được mã|vừa có mã|có mã về",
    ),
    (
        c::VENUE,
        "ngon|đi ăn|ăn phở|ăn bún|ăn kem|ăn ốc|ăn vặt|ăn bánh|ăn lẩu|mở cửa|open|opens|tour|visit|tham quan|chợ|vé|di tích|famous|white house|empire state|palace|tower of|museum|bảo tàng|exhibition|bún chả|bún bò|bún riêu|bánh mì|cơm tấm|bán|giảm giá|quán|tiểu sử|trận địa|lăng|nhà sách|hiệu|quán bún|quán phở|quán ăn|chùa|đền thờ|restaurant|store|salon|khách sạn|hotel|resort|quán cà phê|quán trà sữa|tiệm bánh|tiệm|cà phê|coffee|pizza|kfc|rạp|cgv|lotte|siêu thị|vincom|thư viện|library|công viên|thích|phê|vui|đẹp|great|awesome|fun|nice|cool|lunch|dinner|breakfast|concert|ăn trưa|ăn tối|du lịch|check in|checkin|sống ảo|phim|movie|trip|field trip",
    ),
    (
        c::CODE,
        "6 số|4 số|6 chữ số|sáu số|dãy số|5 số|8 số|6 digit|six digits|6 digits|4 digits|six digit code",
    ),
    (
        c::SCHOOL_NAME,
        "vinschool|archimedes|hà nội amsterdam|hn amsterdam|chuyên ams|ams|nguyễn siêu|đoàn thị điểm|newton grammar|marie curie hà nội|bvis|bis|unis|ssis|ish|ais|issp|royal school|wellspring|olympia|fpt school|fpt schools|đinh thiện lý|lsts|việt úc|vas|vstar|sky-line|skyline school|horizon|th school|concordia|st. paul|reigate|dewey|the dewey|gateway|everest|alpha school|lômônôxốp|lomonoxop|việt anh|emasi|nam việt|vạn hạnh|thái bình dương|quốc học|quốc học huế|lê hồng phong|trần đại nghĩa|phổ thông năng khiếu|ptnk|chuyên sư phạm|chuyên ngoại ngữ|cnn|khtn|chuyên khtn|chu văn an|kim liên|giảng võ|trưng vương|ngô sĩ liên|cầu giấy|nghĩa tân|phan chu trinh|nguyễn trường tộ",
    ),
];
