//! Words of harmless fields, and words that say nothing. Absent: Chinese, Japanese, Korean, Thai and Cyrillic ones, which stand in `scripts.rs`.

use super::Sense::{Bare, Cut, Filler, Not, Search, Sent, Spoil, Test};
use super::{FieldKind as K, Group, first, last};

pub(super) const GROUPS: &[Group] = &[
    // Searching and filtering.
    first(
        Search,
        "tim kiem, tu khoa, tim, tra cuu, loc theo, tim theo, tim ban, tim sach, tim truyen, tra tu, tim phim, tim nhanh, tim san pham, buscar, \
         busqueda, rechercher, recherche, pesquisar, pesquisa, busca, cerca, ricerca, cari, pencarian, mot cle, mots cles, palabra clave, \
         parola chiave, tim truong, nhap tu khoa, o tim kiem, de tra cuu, de tim kiem, tra cuu don hang, tra cuu ket qua, tra cuu diem, \
         de tim don hang",
    ),
    last(
        Search,
        "search, keyword, keywords, query, kw, kwd, find, lookup, search by, filter, filter by, search for, searchterm, searchbox, search text, \
         suche, suchen, suchbegriff, suchwort, zoeken, zoek, szukaj, wyszukaj, ara, arama, sok, sog, haku, hledat, site search, quick search, \
         typeahead, find by, go to page, jump to, find a, search query",
    ),
    // Harmless things that are named.
    first(
        Not,
        "mang di dong, nghia cua tu, so lop cua truong, ten truong cot, ten san pham, ten truyen, ten phim, ten nhom, ten nhan vat, ten game, ten tro choi, ten sach, ten bai hat, ten bai viet, ten cong ty, \
         cong ty, ten doanh nghiep, ten to chuc, ten co quan, co quan, ten don vi, don vi cong tac, ten cua hang, ten shop, ten quan, ten clan, \
         ten bang, ten bang hoi, ten guild, ten doi, ten doi bong, ten may chu, may chu, server, ten thiet bi, ten may, ten tep, ten file, \
         ten thu muc, ten album, ten danh sach, ten playlist, ten kenh, ten bai thi, ten de tai, ten du an, du an, ten hang, ten mon, mon hoc, \
         mon thi, ten mon hoc, ten mien, ten wifi, ten mang, ten con vat, ten thu cung, thu cung, ten meo, ten cho, ten rong, ten pokemon, \
         ten vat pham, vat pham, ten lop hoc phan, ten phong, phong thi, phong chat, ten tac gia, ten nghe si, ten ca si, ca si, ten dien vien, \
         dien vien, ten thuong hieu, thuong hieu, nhan hieu, ten loai, ho thuc vat, ho dong vat, loai hoa, ten khoa hoc, ten chuong, ten tap, \
         ten quyen, ten cau hoi, ten chu de, ten su kien, su kien, ten chien dich, ten voucher, ten mau, ten lop nhan vat, lop nhan vat, lop do, \
         ten map, ten the gioi, the gioi moi, ten the loai, the loai, ten bot, ten avatar, ten nong trai, ten lang, ten hanh tinh, ten tau, \
         ten xe, hang xe, dong xe, ten truong du lieu, truong du lieu, moi truong, truong hop, thi truong, hien truong, lop vo, quang truong, \
         cong truong, khai truong, lap truong, nha truong noi gi, ten khoa hoc phan, ten video, ten kenh youtube, ten thuoc, ten hien tuong, \
         ten nha xuat ban, nha xuat ban, ten nuoc, quoc gia, quoc tich, dan toc, ton giao, gioi tinh, nghe nghiep, chuc vu, chuc danh, ten bien, \
         ten ham, dia chi trang, ma xac nhan don hang, ma xac nhan dat cho, ma xac nhan dat phong, loai the, ngan hang, ten ngan hang, \
         chi nhanh ngan hang, khoi, toc do, ten nguoi choi, bao nhieu tuoi, loai giay to, loai giay phep, lop hoc moi, ten lop hoc moi, lop moi, \
         ma xac nhan dat ve, gia tri, don vi tinh, do dai, chieu rong, chieu dai, so can, so luong nguoi, chuong trinh, dat nuoc, do tuoi, \
         so ho so, so seri, so the cao, so the thu vien, so the thanh vien, so the hoi vien, so the qua tang, the bai, so the bai, so tang, \
         so diem, so cau hoi, so serial, so imei, noi cap, so hotline, so tong dai, so dien thoai cua hang, moi quan he, so ten mien, tai tep, \
         ma pin tro choi, pin tro choi, ma pin phong, mat khau phong, mat khau phong chat, mat khau cuoc hop, ma cuoc hop, pass phong, mk phong, \
         mat khau zoom, mat khau lop hoc, mat khau lop, ma pin kahoot, pin kahoot, pass zoom, id zoom, id phong, mat khau vao phong, duong link, \
         duong link anh, nha mang, dau so nha mang, loai hinh, ten sinh vat, sinh vat, dong vat, thuc vat, con vat, do vat, nhan vat, cay, \
         loai cay, loai, hang hoa, mat hang, san pham, cua hang, giay chung nhan, du an hoc tap, so luong, so hanh khach, so khach hang, \
         so ung vien, so thanh vien, so thi sinh, so nguoi dung, mau, tan suat, kieu hien thi, quy tac, danh sach, chinh sach, khai niem, \
         dinh nghia, huong dan, giao dien, lich su, che do, so email, dia chi mang, cach viet, y nghia, bai hat, bai tho, ke ve, ta ve, viet ve, \
         cam nghi ve, neu cam nghi, mau cau, cong thuc, tac pham, bo phim, ten phan mem, phan mem, ung dung, ten ung dung, ten lop mang, \
         truong nghia, loai mau, nhom mau, mau mat, mau toc, dieu kien, quyen loi, ten bo mon, ten vua, vi vua, su tich, nhan vat chinh, ten giai, \
         giai dau, ten clb, cau lac bo, ten cau lac bo, linh thu, ten linh thu, danh hieu, ten doi tuyen, doi tuyen, ten bo suu tap, bo suu tap, \
         ten giao dich, tac gia bai, tac gia cuon, bac hoc, anh hung, vi anh hung, danh nhan, nha van, nha tho, nha bac hoc, nhac si, hoa si, \
         lanh tu, cau thu, dao dien, dien vien chinh, nha khoa hoc, vi tuong, thu do, con song, dia danh, di tich, ngay het han visa, han visa, \
         do manh, goi y, thoi gian het han, lan nhap, dem nguoc, gui lai, so nha san xuat, nha san xuat, dia chi o nho, nha hang, nha tro, \
         ten nha hang, pho diem, han thanh toan, han su dung, duong thang, duong cao, duong kinh, duong cong, duong tron, duong huyet, \
         ten dong vat, tu truong, huyen phu, tinh tu, danh tu, dong tu, the do, the vang, so the do, so the vang, ten lop, so dien thoai cua shop, \
         sdt cua shop, sdt shop, dia chi cua shop, email cua shop, so dien thoai shop, hotline shop, dia chi email sai, tac gia, phuong an, \
         phuong phap, phuong trinh, phuong huong, duong link video, tinh chat, tinh nang, tinh trang hang, tinh toan hoc, pho mat, quan ao, \
         quan tam, quan diem, huyen thoai, huyen bi, xa phong, xa hoi, to chuc, hieu truong, ten hieu truong, hieu pho, ten truong phong, \
         truong phong, so may tinh, so may in, so may lanh, may tinh, may in, goi thue bao, so thue bao da dang ky, con so cua ban, phim truong, \
         nong truong, san truong, tuoi tho, truong thanh, so dien thoai bao hanh, so dien thoai duong day nong",
    ),
    first(
        Not,
        "binh luan, tin nhan, noi dung, ghi chu, tieu de, so tien, danh gia, nhan xet, gop y, y kien, loi nhan, loi chuc, loi nhan gui, mo ta, \
         mieu ta, cam nghi, cam nhan, ly do, yeu cau, yeu cau them, noi dung lien he, noi dung tin nhan, noi dung binh luan, noi dung thu, \
         tieu de email, tieu de thu, chu de email, tieu de tin nhan, chu ky email, noi dung email, viet binh luan, cau hoi, dap an, tra loi, \
         cau tra loi, dap so, bai lam, bai tap, bai viet, ma giam gia, ma khuyen mai, ma uu dai, ma giftcode, giftcode, ma qua tang, ma voucher, \
         voucher, ma coupon, ma gioi thieu, ma moi, ma doi tac, ma nguoi gioi thieu, nguoi gioi thieu, ma bao ve, ma kiem tra, ma an toan, \
         ma xac nhan ben, ma xac nhan o tren, ma xac nhan ben tren, ma xac nhan ben duoi, ma xac nhan ben canh, ma xac thuc captcha, nhap ma ben, \
         ma don hang, ma don, so don hang, ma van don, van don, ma san pham, ma hang, ma vach, ma lop, ma lop hoc, ma phong, ma phong hoc, \
         ma game, ma pin game, ma tro choi, ma bai thi, ma de thi, ma de, ma mon hoc, ma truong, ma thiet bi, ma kich hoat, ma kich hoat phan mem, \
         ma ban quyen, ma giao dich, ma hoa don, so hoa don, so hop dong, ma hop dong, ma ho so, ma the cao, seri, serial, ma the, ma nap, \
         the cao, the game, the dien thoai, menh gia, loai the cao, the nap, the thu vien, the thanh vien, the hoi vien, the qua tang, \
         ma the qua tang, ma so du thuong, so may man, ve so, so ve, ma ve, ma dat cho, so ghe, so phong, ma phong ban, so khach, so lan, \
         so trang, so thu tu, so cau, so sao, so goi, so ngay, so dem, so gio, so lop hoc, so hoc sinh, si so, so bao danh, sbd, so hieu, imei, \
         so san pham, so km, so nguoi lon, so tre em, so bac, so duong tron",
    ),
    first(
        Not,
        "ngay di, ngay ve, ngay den, ngay giao, ngay giao hang, ngay nhan, ngay nhan hang, ngay cap, ngay thi, ngay hen, ngay kham, ngay bat dau, \
         ngay ket thuc, tu ngay, den ngay, ngay khoi hanh, ngay nhan phong, ngay tra phong, ngay dat, ngay mua, ngay thue, ngay tra, \
         ngay tra sach, ngay muon, ngay su kien, ngay dang, ngay tao, ngay nop, ngay hoc, ngay thanh lap, ngay cap ho chieu, \
         ngay het han ho chieu, ngay het han bao hanh, ngay het han hop dong, ngay cuoi, ngay lap, ngay nghi, ngay vao lop, ngay chung tu, \
         ngay xuat ban, ngay phat hanh, ngay hieu luc, gio di, gio den, gio giao, gio hen, thoi gian giao hang, ngay lam, ngay lam viec, \
         ngay tap trung, ngay nhap hoc, ngay dat ban, han nop, han chot, ngay gui, thoi han, diem den, diem di, noi di, noi den, noi khoi hanh, \
         diem khoi hanh, thanh pho di, thanh pho den, san bay, ga di, ga den, thanh pho khoi hanh, diem xuat phat, thanh pho yeu thich, \
         so tien gui, tu tinh, den tinh, noi lam viec mong muon, noi cap cccd, noi cap cmnd, ngay cap cccd, ngay cap cmnd, noi phat hanh, \
         ngay cap can cuoc, noi cap can cuoc, ngay cap the, ngay het han gplx, ngay het han giay phep",
    ),
    first(
        Not,
        "hotline, duong day nong, tong dai, so dien thoai hotline, dien thoai cua hang, dia chi web, dia chi website, dia chi trang web, website, \
         trang web, dia chi ip, dia chi mac, dia chi url, link bai viet, link san pham, link video, link youtube, dia chi vi, dia chi server, \
         dia chi may chu, dia chi cua hang, dia chi shop, dia chi chi nhanh, dia chi su kien, dia diem to chuc, dia diem thi, vung mien, \
         dia chi bo nho, email ho tro, kich thuoc, mau sac, can nang, chieu cao, so thich, mon an yeu thich, so truong, uoc mo, muc luong, \
         kinh nghiem, trinh do, hoc luc, hanh kiem, diem so, diem trung binh, phuong thuc, phuong thuc thanh toan, hinh thuc thanh toan, gia tu, \
         gia den, muc gia, don gia, tong tien, tuoi cua ban, xep hang, cap do, thong tin them, thong tin bo sung, van de gap phai, hoc ky, \
         nien khoa, khoa hoc, nganh hoc, chuyen nganh, ban chu nhiem, thi sinh so, doan van, cau van, tu moi, dich sang, ngon ngu, mui gio, \
         dien tich, ban sao, quan he, quan he voi hoc sinh, quan he voi be, biet den chung toi qua, thanh pho sinh song trong game, giay to khac, \
         ten ho so, lop nao trong game, truong phai, mon phai, tu khoa bi mat, dung luong pin, pin du phong, loai pin, thiet bi di dong, \
         ung dung di dong, thanh tich, mat khau manh la gi, dien thoai cu, ma zalo nhom, hinh nen, anh nen, anh san pham, hinh san pham, \
         anh bai tap, anh bai lam, anh minh hoa, anh bia, hinh anh san pham, hinh anh loi, anh loi, anh chup man hinh, man hinh, logo, anh logo, \
         anh quang cao, banner, file bai tap, file bai lam, file bai nop, tep dinh kem, file dinh kem, dinh kem, ho so cv, tep",
    ),
    last(
        Not,
        "company, company name, organization, organisation, organization name, organisation name, business name, business, product, product name, \
         item name, file name, team name, team, group name, group, club name, character name, hero name, pet name, dog name, cat name, \
         dragon name, clan name, guild name, server name, game name, name of the game, movie name, song name, song title, artist name, book title, \
         book name, project name, event name, domain name, domain, brand, brand name, host name, list name, playlist name, channel name, \
         folder name, class name, course name, course, lesson name, subject name, topic, site name, store name, shop name, hotel name, \
         restaurant name, campaign name, app name, device name, network name, ssid, wifi name, variable name, world name, island name, farm name, \
         kingdom name, planet name, car name, recipe name, album name, station name, band name, tag name, theme name, template name, \
         category name, category, label name, report name, document name, quiz name, room name, avatar name, robot name, villager name, \
         scientific name, author of the book, job title, title, position, occupation, job, industry, department, role, salutation, prefix, suffix, \
         gender, sex, country, country name, nationality, ethnicity, religion, age, height, weight, language, time zone, currency, country region, \
         country or region, country code iso, citizenship, marital status, address of the web page, address of the website, address of the page, \
         address of the site, address of website, web page address, page address, bank name, bank, birth rate, last modified, first item, \
         last updated, last login, last visit, last changed, first letter, last word, first word, last page, first page, middle part, \
         first choice, last used, first line, first row, last row, system, document type, id type, modified, spacing, rate, battery, size, level, \
         tai file, line spacing, booking reference, delivery notes, page title, code promo, room password, meeting password, server password, \
         lobby password, room pass, zoom password, kahoot pin, quiz pin, lobby code, party code, server code, name your, write about, describe, \
         tell us about, tell me about, essay about, view, street view, lobby name, trading card name, font name, lab partner, callsign, \
         repository name, capital, memory, card color, card colour, card game name, high score name, username rules, user names length, \
         user agent, form name, page name, tab name, board name, branch name, section name, cell name, column name, table name, key name, \
         script name, function name, method name, style name, layer name, level name, map name, birth order, birth weight, blood cell, milk, \
         steel, number of wards, wallet address label",
    ),
    last(
        Not,
        "subject, comment, comments, message, msg, body, content, note, description, feedback, review, review title, headline, reply, question, \
         questions, answer, answers, security question, security answer, secret question, secret answer, quiz, quantity, qty, amount, price, \
         rating, score, points, coupon, coupon code, promo, promo code, promotion code, promotional code, discount code, discount, voucher code, \
         voucher number, gift card, gift card number, gift card code, gift card pin, gift certificate, gift voucher, redeem code, redemption code, \
         referral code, referral, referrer, invite code, invitation code, invite, security check, turing, product code, item code, sku, \
         order number, order no, order id, order code, tracking number, tracking no, tracking code, invoice number, reference number, \
         reference no, ref, reference, reference code, serial number, serial no, model number, model no, model, license key, licence key, \
         product key, activation key, activation code, cd key, api key, access key, secret key, token, csrf, nonce, game pin, game code, \
         room code, room number, class code, course code, join code, meeting id, meeting code, meeting passcode, session id, seat number, \
         ticket number, booking code, booking number, confirmation number, reservation number, flight number, membership number, \
         membership card number, loyalty number, loyalty card number, loyalty card, library card, library card number, rewards number, \
         frequent flyer number, member card, store credit, playing card, card game, card deck, deck name, trading card, card title, sim card, \
         sd card, memory card, report card, business card, greeting card, card message, card text, scratch card, game card, game card number, \
         prepaid card code, fax, fax number, fax no, extension number code",
    ),
    last(
        Not,
        "web address, website url, site url, homepage, url, web page, video url, video link, blog, blog url, ip, ip address, mac address, mac, \
         email subject, subject of your email, email title, email body, email message, email content, email template, email signature, \
         server address, wallet, contract address, memory address, return address label, domain address, address book, address type, \
         address label, phone model, phone case, phone brand, phone type, iphone, smartphone, headphone, headphones, microphone, phone make, \
         phone name, mobile app, mobile model, mobile device, mobile data, mobile plan, birthday message, birthday wish, birthday card, \
         birthday party date, password hint, password strength, password length, password reminder, password policy, departure city, \
         departure date, return date, arrival date, arrival city, destination, destination city, origin city, from city, to city, check in, \
         check out, check in date, check out date, delivery date, delivery time, delivery instructions, pickup date, start date, end date, \
         event date, due date, appointment date, issue date, date of issue, issued date, date of purchase, purchase date, travel date, date from, \
         date to, from date, to date, date of visit, date of arrival, date of departure, date of death, death date, wedding date, \
         anniversary date, release date, publication date, passport expiry date, passport expiration date, passport issue date, \
         expiry date of passport, expiry date passport, warranty, insurance company, insurance provider, school year, school holiday, \
         school supplies, academic year, class date, first class, business class, travel class, character class, class type, css class, \
         state machine, statement, solid state, state of the art, city of angels, capital city, home team, home score, street fighter, hobby, \
         hobbies, interests, favorite color, favourite colour, favorite food, favorite movie, favorite subject, favorite city, favorite team, \
         favorite song, favourite animal, color, colour, style, brand model, budget, salary, income, experience, difficulty, number of employees, \
         employees, number of people, number of guests, number of students, number of children, guests, adults, children count, rooms, nights, \
         skills, reason, reason for contact, purpose, how did you hear about us, how did you hear, about you, about me, bio, biography, \
         about yourself, tell us about yourself, summary, definition, word, vocabulary, translate, translation, spelling word, sentence, essay, \
         equation, guess, math, hotline number, store address, shop address, event location, job location, preferred location, search location, \
         event address, venue, nickname of character, puppy, kitten, dragon, guild, clan, newsletter name, list id, cover photo, background image, \
         product image, product photo, screenshot, banner image, item photo, wallpaper, image url, image title, image alt, picture caption, \
         photo caption, photo title, image description, album, playlist, game title, player count, payment amount, donation amount, tip, \
         amount to pay, frequency, bank transfer message, payment reference, payment note, transfer content, transfer note, attachment, \
         attachments, file, files, upload file, upload files, attach file, resume, cover letter, curriculum vitae, homework, assignment, \
         document upload, upload document, csv file, customer service number, support email, support phone, support number, store phone, \
         store phone number, shop phone number, toll free, license agreement, what you see, seat, zone, row, locale, meta description, meta title, \
         slug, theme, prompt",
    ),
    first(
        Not,
        "entreprise, societe, nom de l entreprise, nom de la societe, raison sociale, organisme, sujet, objet, objet du message, commentaire, \
         quantite, code promotionnel, bon de reduction, pays, titre, site web, fonction, profession, civilite, sexe, date d arrivee, \
         date de depart, nombre de personnes, nom du produit, nom du fichier, nom du groupe, nom de l equipe, nom du jeu, empresa, \
         nombre de la empresa, razon social, asunto, mensaje, comentario, comentarios, cantidad, codigo promocional, codigo de descuento, cupon, \
         pais, titulo, sitio web, cargo, puesto, sexo, genero, fecha de llegada, fecha de salida, nombre del producto, nombre del archivo, \
         nombre del grupo, nombre del equipo, nombre del juego, nome da empresa, razao social, assunto, mensagem, quantidade, cupom, \
         cupom de desconto, codigo de desconto, pais de origem, cargo atual, nome do produto, nome do arquivo, nome do time, azienda, \
         nome azienda, nome dell azienda, ragione sociale, oggetto, messaggio, commento, quantita, codice sconto, codice promozionale, nazione, \
         paese, sito web, sito, professione, nome del prodotto, nome prodotto, nome file, nome squadra, perusahaan, nama perusahaan, subjek, \
         pesan, komentar, jumlah, kode promo, kode kupon, kode voucher, negara, judul, pekerjaan, jenis kelamin, nama produk, nama file, nama tim, \
         nama grup, nama toko, nama usaha, jabatan, situs web, tanggal berangkat, tanggal pulang, nombre de enfants, nombre de pieces, \
         nombre de nuits, nombre d adultes, nombre de voyageurs, nombre de participants, nombre d employes, titulo del mensaje, descripcion, \
         descricao, descrizione, edad, idade, eta, nombre de places, nombre de jours, note de commande, respuesta, pregunta, reponse, domanda, \
         risposta, consulta, motivo, observaciones, observacoes, syarikat, nombre de usuario del juego",
    ),
    last(
        Not,
        "firma, firmenname, unternehmen, betreff, nachricht, kommentar, bemerkung, bemerkungen, menge, anzahl, gutschein, gutscheincode, \
         rabattcode, aktionscode, land, titel, webseite, anrede, beruf, geschlecht, anreise, abreise, anreisedatum, abreisedatum, produktname, \
         dateiname, gruppenname, firmennamen, personenzahl, anzahl personen, frage, antwort, bedrijf, bedrijfsnaam, organisatie, onderwerp, \
         bericht, opmerking, opmerkingen, aantal, kortingscode, geslacht, functie, productnaam, naam organisatie, teamnaam, nazwa firmy, temat, \
         wiadomosc, tresc wiadomosci, ilosc, kod rabatowy, kraj, nazwa produktu, stanowisko, plec, uwagi, sirket, sirket adi, konu, mesaj, \
         mesajiniz, adet, indirim kodu, kupon kodu, ulke, meslek, cinsiyet, foretag, foretagsnamn, amne, meddelande, rabattkod, bedrift, emne, \
         melding, besked, virksomhed, yritys, viesti, spolecnost, zprava, predmet, poznamka, uzenet, targy, mesaj text, companie, subiect, tara, \
         vraag, antwoord, alter, wunschtermin, ankunft, abfahrt, stichwort, beschreibung",
    ),
    // What makes a clear word harmless.
    first(
        Spoil,
        "dong, hang, kieu, dinh dang, so luong ky tu, mau dien thoai, nhan dien, khu vuc hien thi, vi du ve, the nao la, tipo de, type de, jenis, \
         quang cao, doi may, gia dien thoai, tieu de ve, chu de ve, noi dung ve, quy tac dat, loai hinh truong",
    ),
    last(
        Spoil,
        "type, types, kind, preference, preferences, notification, notifications, hint, strength, template, book, provider, validation, verified, \
         opt in, consent, subscription, alerts, option, marketing, newsletter frequency, privacy, visibility, reminder, settings, setting, \
         manufacturer, count, limit, length, policy, rules, plan, operator, carrier, carriers, plural, len, max length, minlength, regex, pattern, \
         placeholder text, column, columns, index, enabled, visible, format, label",
    ),
    // Purposes.
    first(
        Cut,
        "de nhan, de chung toi, de dang ky nhan, de duoc, de xem, de tham gia, de khoi phuc, de lay lai, de dat lai, de tiep tuc, de xac nhan, \
         de xac thuc, de mo, de kiem tra, de tu van, de dang nhap, de doi, de nap, de rut, ho tro qua, tuong ung voi, da dang ky, dung de, \
         ung voi, pour recevoir, envoye, para recibir, enviado, per ricevere",
    ),
    last(
        Cut,
        "to receive, to get, to be notified, to subscribe, to join, to continue, so we can, so that we, to reset, to recover, to verify, \
         to confirm, to log in, to sign in, to sign up, to register, to unlock, to claim, to download, to win, to send, to hear, to stay, \
         for updates, for news, for our newsletter, for newsletter, for password reset, associated with, linked to, used to, will be used, \
         will never be, will not be, wont be, you used, you registered",
    ),
    // Words that say nothing.
    first(
        Filler,
        "nhap, dien, vui long, xin, xin moi, moi, hay, cua, ban, cua ban, em, con, be, chau, minh, toi, anh chi, quy khach, quy vi, bac, co, chu, \
         va, hoac, hay la, la, gi, cho, voi, theo, tren, trong, tai, o, vao, day, day du, chinh xac, dung, ro, ro rang, bat buoc, khong bat buoc, \
         tuy chon, neu co, viet hoa, co dau, khong dau, viet thuong, chu in hoa, in hoa, thong tin, ve, nay, moi nhat, so huu, chon, go, ghi, \
         ghi ro, lai, xac nhan, nhap lai, nhac lai, cu, hien tai, chinh, thu hai, thu nhat, hoc sinh, sinh vien, phu huynh hoc sinh, cha, me, bo, \
         ba, ong, ba me, bo me, cha me, khach hang, khach, nguoi, nguoi dung, thi sinh, ung vien, benh nhan, thanh vien, hoi vien, giao vien, gv, \
         hs, kh, giam ho, ca nhan, nhan, nhan hang, giao hang, giao, thuong, thuong xuyen, lien he, lien lac, khan cap, theo cccd, theo cmnd, \
         theo giay khai sinh, theo ho chieu, nhu cccd, nhu trong cccd, tren cccd, nhu tren cccd, nhu tren giay khai sinh, tren giay khai sinh, \
         trong giay khai sinh, dung voi cccd, theo giay to, theo the, nhu ho chieu, tren ho chieu, dung theo cccd, theo can cuoc, tren can cuoc, \
         o day, vi du, vd, nhe, nha, a, nhap vao, toi thieu, ky tu, it nhat, tren the can cuoc, gom, bang tieng viet, tieng viet, tieng anh, \
         latinh, khong qua, viet lien, dang nhap vao, thu, ba lan, mot, dat hang, don hang cua ban, thanh toan, hoa don, van chuyen, dat lich, \
         tu van, dang ky, dang ki, nguoi lon, tre em, tre, be trai, be gai, con trai, con gai, dang, hoc, hien, noi, phuong tien, lien, goc, \
         cong tac, la gi, may, tao, dat, thiet lap, xac dinh, duoc, se, cap nhat, thay doi, hien thi, ngay, thang, nam, link, duong dan, lien ket, \
         dau, nao, jahr, monat, mes, ano, mois, annee, jour, dia, giorno, mese, anno, tag, dag, maand, jaar, gia dinh, van dong vien, \
         tinh nguyen vien, cong tac vien, doan vien, doi vien, ban doc, doc gia, benh nhi, ong ba, thay co, giao vien chu nhiem, gvcn, \
         huan luyen vien, hlv, truong nhom, doi truong, hoc vien, cua hoc sinh, theo ho so, chi tiet, rieng, vien, lan, cua shop, shop, nguoi nha, \
         chong, vo, anh, chi, co giao, thay giao, du thi, tham gia, tham du, hien dang, hien nay la, nay la, vui long cho, cho biet, cho shop, \
         cho minh, gui, lop, lop hoc, lop dang hoc, dang hoc lop, hoc lop, hoc lop may, lop may, lop cua em, lop cua con, lop cua ban, \
         lop con hoc, con hoc lop, em hoc lop, hoc sinh lop, lop hien tai, lop chu nhiem, truong doan, truong thon, truong ban, to truong, \
         nguoi dung dau",
    ),
    last(
        Filler,
        "enter, please, your, my, the, an, of, here, type your, fill, fill in, required, optional, mandatory, field, fields, input, is, are, you, \
         we, our, us, and, or, and or, to, for, with, in, on, at, as, by, from, new, confirm, confirmation, re enter, repeat, retype, verify, \
         again, primary, secondary, main, alternate, alternative, additional, other, valid, full, complete, current, preferred, personal, private, \
         public, contact, customer, client, student, pupil, parent, parents, guardian, child, children, childs, kid, kids, mother, mothers, \
         father, fathers, teacher, member, members, visitor, buyer, seller, sender, receiver, recipients, owner, holder, applicant, candidate, \
         patient, passenger, guest, participant, attendee, player, subscriber, spouse, partner, family, friend, friends, emergency, staff, \
         employee, tutor, donor, shipping, billing, delivery, ship, bill, mailing, residential home, permanent, temporary, present, work, night, \
         evening, daytime, number, no, num, nr, nbr, id, code, value, text, data, info, information, details, detail, choose, select, create, set, \
         register, registration, reg, signup, signin, subscribe, newsletter, news, updates, mainform, form, frm, txt, tb, tbx, tbox, textbox, inp, \
         ipt, edt, edit, ddl, dd, cbo, cmb, combo, combobox, drop down, lst, sel, ctl, ctrl, control, content place holder, main content, cph, \
         cph main, body content, panel, pnl, usercontrol, wpcf7, wpforms, gform, gfield, acf, woocommerce, wc, checkout form, edd, mce, mc, \
         mauticform, hs form, element, elem, item, entry, attr, attribute, meta_data, profile, customer data, userinfo, regis, dky, dk, bind, \
         model state, ng, vue, react, mat, mui, rc, ant, el, field value, answer field, std, vorname bitte, bitte, ihre, ihr, ihren, eingeben, \
         und, oder, votre, vos, entrez, saisissez, saisir, obligatoire, facultatif, et, ou, de, du, des, le, les, su, introduce, ingrese, ingresa, \
         escribe, obligatorio, opcional, y, digite, informe, seu, sua, obrigatorio, inserisci, il tuo, la tua, il, tuo, tua, obbligatorio, \
         masukkan, anda, silakan, wajib, uw, jouw, invullen, verplicht, een, het, vul, twoj, twoje, podaj, wpisz, wymagane, lutfen, giriniz, \
         zorunlu, pflichtfeld, optionale angabe, erforderlich, por favor, aqui, si, vous plait, sil vous plait, contacto, eg, ex, example, sample, \
         i e, etc, max, min, maximum, minimum, characters, character limit, chars, digits, digit, letters, numbers, mm, dd mm yyyy, dd mm yy, \
         mm dd yyyy, yyyy mm dd, yyyy, yy, ltd, inc, hello, hi, how, reach, this, that, it, will, only, so, have, has, not, just, same, if, any, \
         one, two, three, 1st, 2nd, 3rd, second, third, left, right, top, bottom, desktop, sidebar, footer, header, popup, modal, dialog, widget, \
         block form, section, step, page, tab, wizard, basic, component, container, wrapper, box, ship to, bill to, deliver to, sold to, pickup, \
         physical, legal, official, as on passport, on passport, as in passport, as shown on passport, as on id, as on your id, on id, as per id, \
         line, part, area text, long, short, local, intl, international, uk, usa, vietnam, vn, vietnamese, english, en, custom, extra, generic, \
         mobile friendly, apply, application, booking, order, orders, cart, shop now, payment info, pay, payer, payee, paypal, stripe, default, \
         simple, address form, user form, login form, contact us, contact form, signup form, register form, registration form, comment form, \
         account form, must, should, contain, contains, at least, least, would, want, ask, what, whats, who, when, which, where, like, best, tell, \
         give, provide, write, put, adr type, now, also, both, either, cus, cust, year, month, years, months, dob part, am, there, grandparent, \
         grandparents, grandmother, grandfather, grandma, grandpa, swimmer, runner, athlete, coach, camper, rider, driver, skater, dancer, \
         learner, scholar, trainee, volunteer, sibling, siblings, brother, brothers, sister, sisters, son, sons, daughter, daughters, husband, \
         wife, uncle, aunt, cousin, baby, babys, infant, toddler, boy, girl, adult, minor, nominee, beneficiary, delegate, speaker, competitor, \
         contestant, entrant, winner, carer, caregiver, nanny, doctor, physician, dentist, nurse, tenant, landlord, roommate, witness, supervisor, \
         organizer, signer, agent, borrower, insured, traveler, traveller, camp, reader, borrower card, learners, pupils, clients, mum, mom, mums, \
         moms, dad, dads, mama, papa, stepfather, stepmother, next of kin, kin, requester, requestor, submitter, reporter, respondent, user s, \
         him, her, them, they, he, she, currently, attending, attend, attends, attended, was, were, does, been, going, call, called, known, \
         as it appears, printed, written, exactly, including, include, incl, without, spaces, dashes, hyphens, only digits, eg example, \
         if applicable, applicable, if different, different, if any, not required, or other, not displayed, wont be published, be published, \
         published, never shared, orang tua, siswa, anak, wali, rodzica, dziecka, des parents, del alumno, del padre, de la madre, do aluno, \
         dos pais, eltern, kind des, des kindes, ouder, del nino, de l enfant, du parent, du domicile, kontaktu, do kontaktu, kontakt, contatto, \
         contato, smart, payment, credit, debit, mastercard, amex, napas, atm, master, paying, front, digits on, on front, 16, 16 digits, \
         with bank, ticket, ticket holder, homeroom, grade, tutor group, form class, class, grade level, class section, grade and section, \
         your class, year group, which grade, what grade are you in, current class",
    ),
    first(
        Test,
        "captcha, ma captcha, hinh ben, trong hinh, trong anh, tren hinh, tren anh, o hinh, o anh ben, nhu hinh, hinh duoi, hinh tren, \
         hinh ve ben, ky tu trong hinh, ma trong hinh, ma tren hinh, ma xac nhan hinh anh, ma hinh anh, ma xac nhan trong hinh, \
         ma bao ve hinh anh, ma xac thuc hinh anh, ma bao mat hinh anh, ma xac minh hinh anh, phep tinh, tinh toan, so nguoi, khong phai robot, \
         khong phai nguoi may, ket qua phep tinh, bao nhieu nguoi, may nguoi, chong spam, nao la, ai la, ai da, la ai, ai sinh, co bao nhieu, \
         co may, trong truyen, trong game, trong phim, trong bai, trong sach, trong cau chuyen, trong doan van",
    ),
    last(
        Test,
        "captcha code, recaptcha, in the image, in image, in the picture, in picture, image above, image below, shown above, shown below, \
         security image, code shown, image code, security code image, captcha answer, security code in the image, security code shown, \
         verification code in the image, verification image, visual verification, word verification, enter the code shown, characters you see, \
         letters you see, code above, code below, honeypot, leave blank, leave this field blank, leave empty, leave this field empty, do not fill, \
         dont fill, are you human, anti spam, how many, how much, how long, how often, type the word, type the words, type the text, robot, \
         not a robot, dont fill out this field, do not fill out this field, leave this blank, if you are human, spam check, bot field, botcheck, \
         math question, who was, who were, who invented, who wrote, in what year, what year did, what year was, capital of",
    ),
    first(
        Sent,
        "gui den, gui ve, gui toi, da gui, vua gui, duoc gui, gui qua, da duoc gui, nhan duoc qua, gui cho",
    ),
    last(
        Sent,
        "sent to, emailed to, texted to, sent you, emailed you, texted you, sent via, from your authenticator",
    ),
    first(
        Bare(K::None),
        "gia, luong, cap, diem, tang, phai, mon, chuong, bai, nganh, tuoi, nuoc, tau, don vi, hinh thuc, ket qua, dia diem, khu vuc, thoi gian, \
         nguon, van de, dich, cv, cau, muc dich, chu de, de tai, nam hoc, so do, tinh trang, trang thai, so ban, khoi lop, ho so",
    ),
    last(
        Bare(K::None),
        "author, result, results, notes, tags, options, status, version, number of, total, location, character, pet, movie, artist, film, planet, \
         animal, flower, tree, river, mountain, building type, main character, hero, author of, inventor, scientist, king, queen, president, \
         singer, band, player stats",
    ),
];
