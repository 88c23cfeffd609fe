//! Provinces and cities, old and new, and well-known districts. Absent: streets; their grammar is in the address reader.

use super::class::{self as c, Set};

/// Class and patterns.
pub(super) const PLACES: &[(Set, &str)] = &[
    (
        c::CITY,
        "hà nội|hn|hnoi|huế|hải phòng|hp|đà nẵng|đn|tp hcm|tphcm|tp.hcm|hcm|sài gòn|sg|thành phố hồ chí minh|cần thơ|lai châu|điện biên|sơn la|lạng sơn|quảng ninh|thanh hóa|thanh hoá|nghệ an|hà tĩnh|cao bằng|tuyên quang|lào cai|thái nguyên|phú thọ|bắc ninh|hưng yên|ninh bình|quảng trị|quảng ngãi|gia lai|khánh hòa|khánh hoà|lâm đồng|đắk lắk|đắc lắc|daklak|đồng nai|tây ninh|vĩnh long|đồng tháp|cà mau|an giang|hà giang|bắc kạn|yên bái|hòa bình|hoà bình|bắc giang|vĩnh phúc|hải dương|hà nam|thái bình|nam định|quảng bình|thừa thiên huế|quảng nam|bình định|phú yên|ninh thuận|bình thuận|kon tum|đắk nông|bình dương|bình phước|bà rịa|vũng tàu|brvt|long an|tiền giang|bến tre|trà vinh|sóc trăng|hậu giang|bạc liêu|kiên giang|đà lạt|nha trang|quy nhơn|vinh|biên hòa|biên hoà|thủ đức|mỹ tho|rạch giá|pleiku|buôn ma thuột|bmt|việt trì|hạ long|thủ dầu một|dĩ an|thuận an|phan thiết|tuy hòa|tam kỳ|hội an|đồng hới|sa đéc|cao lãnh|long xuyên|châu đốc|phú quốc|hà tây",
    ),
    (
        c::CITY.and(c::DISTRICT),
        "ba đình|hoàn kiếm|đống đa|hai bà trưng|cầu giấy|thanh xuân|hoàng mai|long biên|hà đông|nam từ liêm|bắc từ liêm|từ liêm|tây hồ|thanh trì|gia lâm|đông anh|sóc sơn|hoài đức|đan phượng|bình thạnh|gò vấp|tân bình|tân phú|phú nhuận|bình tân|hóc môn|củ chi|nhà bè|bình chánh|cần giờ|hải châu|thanh khê|liên chiểu|ngũ hành sơn|cẩm lệ|sơn trà|hòa vang|ninh kiều|bình thủy|cái răng|ô môn|lê chân|ngô quyền|hồng bàng|kiến an|hải an|dương kinh|thủy nguyên|phú vang|hương thủy|hương trà|diễn châu|quỳnh lưu|nghi lộc|từ sơn|phổ yên",
    ),
];
