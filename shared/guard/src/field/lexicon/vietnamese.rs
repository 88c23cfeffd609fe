//! Vietnamese words for what forms ask, folded. Absent: words for harmless fields, which are in `nothing.rs`.

use super::Sense::{Bare, Strong, Weak};
use super::{FieldKind as K, Group, first};

pub(super) const GROUPS: &[Group] = &[
    first(
        Strong(K::Name),
        "ho ten, ho va ten, ho ten dem, ho va ten dem, ho dem, ho lot, ten lot, ten dem, ho va ten lot, ho chu dem, ho ten day du, ten day du, \
         ho ten khai sinh, ten khai sinh, ten that, ten thanh, ten thuong goi, ho ten hoc sinh, ten hoc sinh, ten sinh vien, ho ten sinh vien, \
         ten phu huynh, ho ten phu huynh, ten ba me, ten bo me, ten cha me, ho ten cha, ho ten me, ho ten bo, ten nguoi giam ho, ten nguoi nhan, \
         ho ten nguoi nhan, ten nguoi mua, ten nguoi gui, ten nguoi dat, ten nguoi dang ky, ten nguoi lien he, ten khach hang, ho ten khach hang, \
         ten quy khach, ten cua ban, ten cua em, ten cua con, ten thi sinh, ho ten thi sinh, ten ung vien, ten benh nhan, ho ten benh nhan, \
         ten hanh khach, ho ten hanh khach, ten nguoi dai dien, ten giao vien, ten lien he, nguoi lien he, nguoi nhan, nguoi giam ho, \
         ten thanh vien, ten hoi vien, danh tinh, quy danh, ho ten nguoi dung, ho ten vo, ho ten chong, ho ten ong ba, ten goi o nha, ten o nha, \
         ten doc gia, ten hoc vien, ho ten hoc vien, ten nguoi than, ho ten nguoi than, ten phhs, ten hs, ho ten hs, ten nguoi nop, ho ten con, \
         ho ten be, ten ca nhan, ho va chu dem, chu dem, ban ten gi, ban ten la gi, ten benh nhi, ai la nguoi nhan, nguoi dung ten, \
         dai dien theo phap luat, nguoi dai dien theo phap luat, nguoi nhan qua, ten truong nhom, ten truong doan, ten lop truong, \
         ho ten lop truong, ten doi truong, ten to truong",
    ),
    first(
        Bare(K::Name),
        "ho, ten, phu huynh, ho ten bo me hoac nguoi giam ho, nguoi tham gia, nguoi don, nguoi gui, nguoi mua, nguoi khai, nguoi nop don, \
         nguoi dang ky, nguoi dat, nguoi bao lanh, nguoi than, nguoi dai dien, dai dien, nguoi dua don, nguoi phu thuoc, nguoi nuoi duong, \
         nguoi ky ten, nguoi thue, nguoi muon, nguoi muon sach, nguoi dat hang, nguoi dat ve, nguoi dat cho, nguoi thu huong qua, nguoi du thi, \
         nguoi do dau, chu ho, chu nha, nguoi benh, nguoi di cung, hanh khach, nguoi nop, nguoi gioi thieu ho ten, nguoi tiep nhan, \
         nguoi chiu trach nhiem, nguoi phu trach",
    ),
    first(
        Strong(K::Phone),
        "dien thoai, sdt, sodt, di dong, dtdd, so may, dien thoai di dong, dt di dong, so lien he, sdt lien he, dt lien he, dien thoai lien he, \
         so lien lac, dien thoai lien lac, so zalo, sdt zalo, so dt zalo, so dien thoai zalo, zalo sdt, sdt co zalo, so dien thoai co zalo, \
         dien thoai ban, dien thoai nha rieng, dien thoai nha, dien thoai cha, dien thoai me, dien thoai nguoi nhan, sdt phu huynh, sdt ph, \
         sdt nguoi nhan, ma vung, ma vung dien thoai, dien thoai khan cap, sdt khan cap, so goi lai, so sim, thue bao, so dien thoai bo, sdt bo, \
         sdt me, sdt cha, so cam tay, dien thoai cam tay, dien thoai phu huynh, dien thoai lien he khan cap, d thoai, so dien thoai, so di dong, \
         so dien thoai di dong, so dien thoai nha, so dien thoai khan cap, so thue bao, so dien thoai me, so dtdd, so dien thoai phu huynh, \
         so d thoai, dien thoai co dinh, dt co dinh, so co dinh, dt cd, xin so, cho xin so, de lai so, so de lien he, so lien lac khi can, \
         so viber, so whatsapp, so telegram, so de goi, so zalo lien he, dt nha, dt me, dt bo, dt ba, dt phu huynh, dt ph, so nhan tin nhan, \
         so dien thoai nhan tin nhan, so dt nhan sms",
    ),
    first(Weak(K::Phone), "dt, di d, ma quoc gia, ma nuoc"),
    first(
        Strong(K::Email),
        "thu dien tu, hom thu, hop thu, dia chi email, dia chi mail, dia chi gmail, dia chi thu dien tu, dia chi thu, hom thu dien tu, \
         hop thu dien tu, email lien he, email phu huynh, email hoc sinh, email nhan thong bao, email nhan ket qua, email nhan hoa don, thu dt",
    ),
    first(
        Strong(K::Address),
        "dia chi, dia chi nha, dia chi nha rieng, dia chi lien he, dia chi giao hang, dia chi nhan hang, dia chi nhan, dia chi thuong tru, \
         dia chi tam tru, dia chi hien tai, dia chi cu the, dia chi chi tiet, so nha, so nha ten duong, so nha duong, so nha va ten duong, \
         ten duong, duong pho, thuong tru, ho khau, ho khau thuong tru, tam tru, noi o, noi o hien nay, noi o hien tai, cho o, cho o hien nay, \
         cho o hien tai, que quan, nguyen quan, cu tru, noi sinh song, phuong xa, xa phuong, quan huyen, huyen quan, tinh thanh, tinh thanh pho, \
         tinh tp, thanh pho tinh, tp tinh, ma buu dien, ma buu chinh, ma zip, thon xom, to dan pho, khu pho, ap thon, thon ap, xa phuong thi tran, \
         phuong xa thi tran, quan huyen thi xa, phuong xa dac khu, xa phuong dac khu, can ho, toa nha, so phong can ho, ngo ngach, ngach hem, \
         dia chi tru quan, nha o dau, nha ban o dau, nha em o dau, dc nha, dc nhan hang, dc giao hang, dchi, noi giao hang, dia diem giao hang, \
         noi nhan hang, tru quan, que ban, que o dau, noi dang ky ho khau, noi dk hktt, hktt, ho khau tt, noi dang ky thuong tru, noi sinh, \
         dia chi nguoi nhan, sinh quan, thon xom so nha, so nha thon xom, dia chi noi o, dia chi hoc sinh, dia chi phu huynh, dia chi gia dinh, \
         dia chi lien lac, dia chi hien nay, noi thuong tru, noi tam tru, noi cu tru, so can ho, dang o, ban dang o, hien dang o, hien dang o tai, \
         dang o tai, noi dang o, dang song o, dang sinh song tai, dang cu tru tai, giao den, giao toi, giao ve, ship den, ship ve, giao hang den, \
         giao hang toi, song o dau, dang song o dau, sinh song o dau",
    ),
    first(
        Bare(K::Address),
        "tinh, thanh pho, quan, huyen, phuong, xa, thi xa, thi tran, thon, ap, xom, duong, pho, tp, ngo, hem, ngach, kiet, que, dc, dchi nha, \
         khu vuc tinh, dac khu, chung cu, khu dan cu, tinh thanh noi o, buu chinh, so duong",
    ),
    first(
        Strong(K::Birthdate),
        "ngay sinh, ngay thang nam sinh, nam sinh, thang sinh, ngay thang sinh, ngay sinh nhat, sinh nhat, ngay thang nam sinh hoc sinh, nt ns, \
         ngay sinh hoc sinh, ngay sinh cua ban, ngay sinh cua con, ngay sinh cua be, ngay sinh be, ngay chao doi, ngay ra doi, sinh nhat cua ban, \
         nam sinh bo, nam sinh me, nam sinh cha, ngay sinh day du, ngay gio sinh, gio sinh, ngay va thang sinh, ngay thang nam sinh cua con, \
         n sinh, ng sinh, ngay sinh hs, ngay sinh cua em, ngay sinh cua chau",
    ),
    first(
        Strong(K::School),
        "ten truong, truong hoc, truong thpt, truong thcs, truong tieu hoc, truong th, truong mam non, truong mau giao, truong dang hoc, \
         truong theo hoc, truong cap 1, truong cap 2, truong cap 3, truong dai hoc, ten truong hoc, truong em hoc, truong con hoc, truong cua em, \
         truong cua con, truong cua ban, truong lop, lop truong dang hoc, lop hoc truong, hoc truong nao, hoc truong, dang hoc tai truong, \
         noi hoc, noi hoc tap, noi dang hoc, hoc sinh truong, truong thpt lop 12, truong noi hoc, dang theo hoc, truong phthong, co so giao duc, \
         truong hien tai, co so dao tao, truong dh, truong cd, truong thcs thpt, lop nha tre, truong cua be, don vi truong hoc, ten truong thpt, \
         ten truong thcs, ten truong tieu hoc, ten truong dai hoc, ten truong mam non, dang hoc truong, con hoc truong, em hoc truong",
    ),
    first(Bare(K::School), "truong, thpt, thcs, lop truong"),
    first(
        Strong(K::NationalId),
        "cccd, cmnd, cmt, cmtnd, can cuoc, can cuoc cong dan, chung minh, chung minh nhan dan, chung minh thu, ma dinh danh, ma dinh danh ca nhan, \
         dinh danh, dinh danh ca nhan, ho chieu, giay to tuy than, so giay to, bhyt, ma the bhyt, ma bhyt, bao hiem y te, ma bao hiem y te, bhxh, \
         ma so bhxh, ma bhxh, bao hiem xa hoi, ma so bao hiem xa hoi, ma so bao hiem, so bao hiem, cccd cmnd, cmnd cccd, cmnd ho chieu, \
         cccd ho chieu, cccd cmnd ho chieu, so the can cuoc cong dan, giay phep lai xe, gplx, bang lai, bang lai xe, giay khai sinh, so khai sinh, \
         so ho khau, ma so cong dan, ma cong dan, so the bao hiem, ma the bao hiem, so cmnd hoac cccd, so cmnd hoac ho chieu, \
         the hoc sinh so cccd, ddcn, ma ddcn, ma dinh danh bo, ma dinh danh hoc sinh, ma moet, visa so, so visa, vneid, ma so dinh danh, \
         ma so dinh danh ca nhan, so can cuoc, so cccd, so cmnd, so cmt, the can cuoc, so the can cuoc, so can cuoc cong dan, so chung minh, \
         so chung minh nhan dan, so dinh danh, so dinh danh ca nhan, so ho chieu, so giay to tuy than, so bhyt, the bhyt, so bao hiem y te, \
         the bao hiem y te, so bhxh, so bao hiem xa hoi, so cccd cmnd, so cmnd cccd, so cmnd ho chieu, so giay phep lai xe, so bang lai, so gplx, \
         so giay khai sinh, so so ho khau, so cmtnd, so ddcn, so the bhyt, so the bao hiem y te, so so bao hiem, ma so bhyt, cccd gan chip, \
         so so bhxh, ma so dinh danh cong dan, so ho chieu pho thong, so the can cuoc dien tu, tai khoan dinh danh, so cc, so giay chung minh, \
         giay to nhan than, so giay to nhan than, ma so hoc sinh quoc gia, so cmt cccd",
    ),
    first(
        Strong(K::TaxId),
        "ma so thue, mst, ma so thue ca nhan, mst ca nhan, so thue, ma thue, ma so thue tncn, ma thue tncn, so dang ky thue, mst tncn, \
         ma so thue cua, ma so thue ca nhan cua",
    ),
    first(
        Strong(K::Payment),
        "so tai khoan, stk, so tk, stk ngan hang, tai khoan ngan hang, the ngan hang, the tin dung, the atm, so the ghi no, ten chu the, \
         ten tren the, ten in tren the, ho ten chu the, ho ten tren the, ten chu tai khoan, chu tai khoan, chu tk, ten chu tk, \
         ten tai khoan ngan hang, ma cvv, ma cvc, ma bao mat the, ngay het han the, thang het han, nam het han, hieu luc the, ngay hieu luc the, \
         ngay phat hanh the, thoi han the, tai khoan momo, so momo, vi momo, so vi, tai khoan nhan tien, stk nhan tien, so tai khoan nhan, \
         so tai khoan nhan thuong, tk ngan hang, tai khoan thu huong, ten nguoi thu huong, ma bao mat cvv, ma bao mat cvc, so the visa, \
         so the mastercard, so the napas, vi dien tu, tai khoan vi, ngan hang stk, so the thanh toan, thong tin the, so tai khoan chuyen khoan, \
         so the nhan tien, ma pin the, mat khau the, ma pin atm, nguoi thu huong, loai the tin dung, so tai khoan ngan hang, so the ngan hang, \
         so the tin dung, so the atm, so vi momo, so tk ngan hang, so tai khoan thu huong, chu tai khoan ngan hang, so vi dien tu, \
         so tai khoan momo, mat sau the, so mat sau the, so o mat sau the, so sau the, so bao mat the, so cvc, zalopay, viettelpay, viettel money, \
         shopeepay, vnpay, tai khoan zalopay, so zalopay, vi zalopay, tai khoan nhan hoan tien, tai khoan hoan tien, tai khoan rut tien, \
         tai khoan nhan luong, tai khoan nhan thuong, tai khoan nhan hoc bong, tai khoan nop hoc phi, chu so tren the, so tren the, \
         so in tren the, so tren mat the, stk hoan tien",
    ),
    first(
        Bare(K::Payment),
        "ngay het han, momo, so the, ma so the, chu the",
    ),
    first(
        Strong(K::Password),
        "mat khau, mat ma, mat khau moi, mat khau cu, mat khau hien tai, xac nhan mat khau, nhap lai mat khau, mat khau cap 2, mat khau cap hai, \
         mat khau giao dich, nhac lai mat khau, mat khau dang nhap, mat khau email, mat khau facebook, mat khau game, mat khau garena, \
         mat khau roblox, mat khau zalo, mat khau wifi, ma pin, so pin, ma pin moi, mat khau tai khoan, mat khau ung dung, pass game, pass acc, \
         mat khau bao ve, mat khau mo khoa, mat khau hom thu, mk nick, mk game, mk acc, mk fb, pass nick, pass fb, pass facebook, mat khau nick, \
         mat khau acc, mat khau fb, mk facebook, mk tai khoan, mk dang nhap, mk moi, mk cu, mk zalo, mk hien tai, ma mo khoa dien thoai, \
         ma mo khoa, ma khoa man hinh, mat ma dien thoai, pass roblox, pass garena, pass ff, pass zalo, pass insta, pass mail, pass email, \
         pass wifi, pass tiktok, mk roblox, mk garena, mk ff, mk insta, mk tiktok, mk mail, mk email, mk wifi, pass dang nhap, pass tai khoan, \
         mat khau ff, mat khau free fire, mat khau lien quan, mat khau insta, mat khau tiktok, mat khau gmail",
    ),
    first(
        Strong(K::Otp),
        "ma otp, otp, ma xac thuc, ma xac minh, ma xac nhan, ma xac nhan otp, ma xac thuc otp, ma sms, ma xac nhan sms, ma kich hoat tai khoan, \
         ma xac thuc email, ma xac thuc sdt, ma xac nhan email, ma xac nhan sdt, ma gui ve dien thoai, ma gui ve email, ma xac thuc hai yeu to, \
         ma 2fa, ma bao mat 2 lop, ma hai buoc, ma xac minh 2 buoc, ma xac minh hai buoc, ma so xac thuc, ma so xac nhan, ma dang nhap mot lan, \
         mat khau mot lan, mat khau dung mot lan, ma 6 so, ma xac thuc dien thoai, ma bao mat gui ve dien thoai, ma pin sms, ma khoi phuc, \
         ma du phong, ma smart otp, smart otp, ma 6 chu so, ma gom 6 chu so, ma so bi mat gui qua tin nhan, ma tu tin nhan, ma nhan duoc, \
         ma nhan duoc qua sms, ma xac nhan gui ve email, ma mo khoa tai khoan, ma gui qua sms, ma xac thuc sms, enter otp, ma vua gui, ma da gui, \
         ma duoc gui, ma chung toi gui, ma gom 6 so vua gui, ma 6 so vua gui, ma vua nhan, ma vua nhan duoc, ma nhan duoc tren, ma trong tin nhan, \
         ma trong email, ma tu email, ma tu sms, ma trong sms, ma so trong tin nhan, ma 4 so, ma 4 chu so, ma xac minh gui qua, ma zalo vua gui, \
         ma gui qua zalo, ma gui toi",
    ),
    first(
        Strong(K::Username),
        "ten dang nhap, ten truy cap, ten tai khoan, tai khoan dang nhap, ten nguoi dung, ten dang ky, id dang nhap, ma dang nhap, biet danh, \
         ten hien thi, tai khoan hoac email, tai khoan game, tai khoan garena, tai khoan roblox, tai khoan nguoi dung, biet hieu, ten nick, \
         nick name, but danh, ten user, acc game, ten tk, tk dang nhap, tai khoan vnedu, tai khoan truy cap, tai khoan thanh vien, id tai khoan, \
         ten thanh vien dang nhap, ten dang nhap moi, tk game, tai khoan k12, tai khoan olm, tai khoan hoc sinh, tai khoan vneid, nick game, \
         ten dn, id nguoi choi, id game, id ff, id free fire, id roblox, uid game, uid ff, ten tai khoan game, acc roblox, acc garena, acc ff, \
         nick trong game, ten trong game nick",
    ),
    first(
        Bare(K::Username),
        "tai khoan, tk, acc, nick, user dang nhap, dang nhap",
    ),
    first(
        Strong(K::Social),
        "link facebook, link fb, fb cua ban, trang ca nhan, trang ca nhan facebook, facebook ca nhan, fb ca nhan, link trang ca nhan, link zalo, \
         nick facebook, nick fb, ten facebook, ten fb, ten zalo, tai khoan facebook, tai khoan fb, tai khoan zalo, nick zalo, tai khoan tiktok, \
         kenh tiktok, id tiktok, tai khoan instagram, ten instagram, dia chi facebook, duong dan facebook, link facebook ca nhan, link ins, \
         link instagram, link tiktok, mang xa hoi, tai khoan mang xa hoi, lien ket mang xa hoi, id facebook, uid facebook, id zalo, id discord, \
         tai khoan discord, tai khoan telegram, link mang xa hoi, facebook cua ban, facebook cua em, facebook phu huynh, link profile, \
         zalo ca nhan, zalo cua ban, nick discord, ten discord, kenh youtube cua ban, tai khoan threads",
    ),
    first(
        Strong(K::Vehicle),
        "bien so, bien so xe, bien kiem soat, bks, bsx, so xe, bien xe, so khung, so may xe, so khung so may, bien so oto, bien so xe may, \
         bien so dang ky, bien so phuong tien, bien so xe dua don, bien dang ky xe",
    ),
    first(
        Strong(K::Location),
        "vi tri hien tai, vi tri cua ban, vi tri cua em, vi tri cua con, vi tri cua toi, dang o dau, noi dang dung, toa do, toa do gps, \
         vi tri gps, dinh vi, check in tai, dia diem hien tai, ban o dau, vi tri dang dung, noi ban dang dung, toa do cua ban, vi tri nha, \
         dang o cho nao, vi tri diem don, diem don, diem don hien tai, chia se vi tri, chia se vi tri hien tai, ban dang o dau, em dang o dau, \
         con dang o dau, bat dinh vi, bat vi tri, bat gps, vi tri cua minh, vi tri cua be, cho phep truy cap vi tri, truy cap vi tri, lay vi tri, \
         lay vi tri hien tai, vi tri truc tiep, gui vi tri, ghim vi tri",
    ),
    first(
        Strong(K::PhotoOrLocation),
        "anh dai dien, anh chan dung, anh the, anh ca nhan, anh 3x4, anh 4x6, hinh dai dien, hinh chan dung, anh cua ban, anh cua em, anh cua con, \
         anh cua be, anh selfie, anh khuon mat, hinh the, tai anh len, chup anh, chup anh khuon mat, tai len anh, chon anh, anh cccd, anh cmnd, \
         anh can cuoc, anh mat truoc, anh mat sau, mat truoc cccd, mat sau cccd, anh the hoc sinh, anh chup, anh hoc sinh, anh toan than, \
         anh giay khai sinh, hinh anh cua ban, hinh anh cua be, gui anh, anh giay to, anh chup cccd, anh mat truoc cccd, anh mat sau cccd, \
         anh the sinh vien, anh gia dinh, video cua ban, hinh anh ca nhan, up anh, anh ho chieu, anh chan dung hoc sinh, anh du thi, anh be, \
         hinh cua ban, hinh cua em, hinh be, mat truoc can cuoc, mat sau can cuoc, mat truoc cmnd, mat sau cmnd, anh chup khuon mat, \
         avatar cua ban, bat camera, mo camera, quet khuon mat, nhan dien khuon mat, xac thuc khuon mat, chup cccd, chup can cuoc, hinh cccd, \
         anh khai sinh, ban chup cccd, ban scan cccd, video khuon mat, clip khuon mat, giong noi cua ban, ghi am giong noi",
    ),
    first(
        Bare(K::PhotoOrLocation),
        "hinh anh, hinh, mat truoc, mat sau",
    ),
    first(Bare(K::Password), "mk"),
    first(Weak(K::Birthdate), "sn, ns, sinh"),
    first(Bare(K::Birthdate), "sinh ngay, sinh nam"),
];
