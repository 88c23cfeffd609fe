//! English words for what forms ask, and the short names that programs use everywhere. Absent: harmless ones (`nothing.rs`).

use super::Sense::{Bare, Strong, Weak};
use super::{FieldKind as K, Group, last};

pub(super) const GROUPS: &[Group] = &[
    last(
        Strong(K::Name),
        "full name, first name, last name, given name, given names, family name, surname, forename, middle name, middle initial, maiden name, \
         second name, legal name, real name, your name, fname, lname, mname, full names, first names, last names, name first, name last, \
         first and last name, first last name, name and surname, surname and name, name surname, recipient name, recipients name, receiver name, \
         sender name, contact name, customer name, client name, child name, childs name, student name, students name, pupil name, parent name, \
         parents name, guardian name, mother name, mothers name, father name, fathers name, patient name, passenger name, guest name, buyer name, \
         attendee name, participant name, family names, person name, ship name, bill name, shipping name, billing name, preferred name, \
         birth name, christian name, applicant name, candidate name, author name, firstn, lastn, kid name, kids name, cname full, teacher name, \
         spouse name, name of child, name of student, name of parent, name of guardian, name of your child, name of pupil, what is your name, \
         my name is, name as on passport, traveler name, traveller name, subscriber name, donor name, reviewer name, commenter name, \
         comment author, first middle last, nominee name, signatory name, supporter name, consignee, addressee, deliver to name, visitor name, \
         member name full, staff name, employee name, nick and full name, cust nm, cust name, first and last, first last, we call you, \
         cust full name, player real name, emergency contact name, preferred first name, childs first name, childs last name, legal first name, \
         legal last name, mother maiden name, mothers maiden name",
    ),
    last(
        Bare(K::Name),
        "name, names, initials, first initial, nm, recipient, attention to, attn, first, last, emergency contact, contact person, \
         authorized person, person authorized, person to contact, who is picking up",
    ),
    last(Weak(K::Name), "fn, ln, middle"),
    last(
        Strong(K::Phone),
        "phone, phone number, phone numbers, phone no, phone num, telephone, telephone number, telephone no, mobile, mobile number, mobile no, \
         mobile num, mobile phone, mobile phone number, cell phone, cell phone number, cell number, cellular, contact number, contact no, tel, \
         tel no, tel number, landline, whatsapp, whatsapp number, area code, phone prefix, dial code, dialing code, dialling code, calling code, \
         phone country code, phone code, tel country code, country calling code, country phone code, home phone, msisdn, phone extension, phn, \
         phone mobile, number to call, callback number, mobile telephone, ph number, ph no, emergency number, phone tel, tel phone, sms number, \
         zalo phone, phone local, phone area, phone country, cell no, handphone, handphone number, hp number, text message number, gsm, \
         mobile contact, phone home, phone work, alternate number, alt phone, phone with area code, tele, telefone number, so phone, \
         contact phone, work phone, day phone, daytime phone, evening phone, daytime telephone, emergency phone, emergency contact number, \
         emergency contact phone, parent phone, parents phone, secondary phone, primary phone, no tel, viber number, zalo number, telegram number, \
         phone contact, best number, best number to call, number to text, fon, phone numbr, text me at, call me at, call me on, reach me at, mob, \
         mob no, mob number, sms no",
    ),
    last(
        Bare(K::Phone),
        "cell, phone ext, number to reach you, reach you at, ph, ext",
    ),
    last(
        Strong(K::Email),
        "email, emails, email address, mail address, mail id, email id, email add, email addr, email adress, gmail, gmail address, email account, \
         electronic mail, recovery email, school email, email or username, email username, email or phone, email or mobile, email or phone number, \
         email or mobile number, email phone, email login, login email, email mobile, icloud, apple id, microsoft account, \
         email address or username, email address or phone number, mail to, e post, email address or mobile number, email or login, email or id, \
         paypal email, parent email, parents email, confirm email, work email, student email, friend email",
    ),
    last(Bare(K::Email), "mail, mail adr"),
    last(
        Strong(K::Address),
        "address, street, street address, address line, address line 1, address line 2, address line 3, address line one, address line two, \
         address 1, address 2, address 3, addr, addr 1, addr 2, addr line, adr, home address, postal address, residential address, house number, \
         house no, house name, house name or number, apartment, apartment number, apt, apt number, apt no, apt suite, suite number, unit number, \
         building name, flat number, flat no, zip, zip code, postal code, postcode, zip postal code, zip or postal code, postal, pcode, po box, \
         street number, street name, street no, street line, city state, city state zip, city town, town city, city or town, town or city, \
         state province, state or province, province state, state province region, province territory, address city, address state, address zip, \
         hometown, county, suburb, address street, location address, where do you live, where you live, place of residence, residence, \
         residential, domicile, place of birth, birthplace, zip 4, eircode, pin code postal, postal pin code, area pin code, pincode, \
         house and street, flat house no, apt suite unit, address level 1, address level 2, address level 3, state county, state region, \
         region state, prefecture, street 1, street 2, street 3, post town, your city, home city, city of residence, state of residence, \
         address details, city province, province city, home zip, address one, address two, street and number, street address 1, street address 2, \
         street address line, address continued, floor number, shipping city, billing city, barangay, subdistrict, mailing address, \
         shipping address, billing address, delivery address, permanent address, current address, physical address, full address, billing zip, \
         shipping zip, code postal, deliver order to, deliver my order to, ship my order to, send it to, mail it to, send my prize to, \
         where to deliver, where should we send, where to send, ship order to, where should we deliver",
    ),
    last(
        Bare(K::Address),
        "city, town, state, province, district, region, commune, apt unit, floor, building, line 1, line 2, suite, unit, territory, municipality, \
         municipalities, states, provinces, cities, us state, neighborhood, neighbourhood, landmark, locality, ward, village",
    ),
    last(
        Strong(K::Location),
        "current location, your location, my location, where are you now, geolocation, gps location, gps coordinates, latitude, longitude, \
         coordinates, live location, lat lng, current position, pick up location, use my location, where am i, share location live, \
         your whereabouts, current city location, share location, share my location, allow location, share your location, where are you right now, \
         where are you located, turn on location, enable location, location access, location permission, turn on gps, detect my location, \
         detect location, locate me, share gps, find me, my position",
    ),
    last(
        Strong(K::Birthdate),
        "date of birth, birth date, birthday, birth month, birth year, year of birth, month of birth, day of birth, dob, bday, born, born on, \
         when were you born, bdate, bd day, bd month, bd year, dob day, dob month, dob year, birthdate day, birthdate month, birthdate year, \
         birthdays, date birth, byear, bmonth, birth dt, date and year of birth, child birthday, childs date of birth, childs birthday",
    ),
    last(
        Strong(K::School),
        "school name, name of school, high school, elementary school, middle school, primary school, secondary school, your school, \
         current school, school attended, school you attend, which school, what school, school attending, school college, school university, \
         university, college, college name, university name, class and school, school and class, school grade, school class, grade and class, \
         childs school, child school, school or college, home school district, school district, kindergarten, kindergarten name, school id code, \
         nursery name, sixth form, institution name, educational institution, grade school, preschool, daycare, nursery school, playgroup, \
         high school name, homeroom teacher class",
    ),
    last(Bare(K::School), "school, academy name, institution"),
    last(Weak(K::School), ""),
    last(
        Strong(K::NationalId),
        "ssn, social security, social security number, social security no, passport, passport number, passport no, passport num, passport id, \
         national id, national id number, national identity number, national identification number, id card, id card number, identity card, \
         identity card number, identity number, identification number, id number, citizen id, citizen identification, citizen id number, \
         government id, government issued id, driver license, drivers license, driving licence, driving license, driver licence, \
         drivers license number, driver license number, driving licence number, licence number, license number, dl number, \
         health insurance number, health card number, health insurance id, insurance number, medicare number, nhs number, \
         national insurance number, nino, ni number, nric, nric fin, aadhaar, aadhar, aadhaar number, social insurance number, sin number, \
         last 4 of ssn, last four digits of ssn, identity document, identity document number, id document number, id proof number, \
         personal identification number id, identity card passport, id or passport number, passport id number, passport or id, \
         citizen card number, birth certificate number, residence permit number, alien number, nid, nid number, id card passport number, \
         visa number, voter id, resident registration number, national identity, identification document, health insurance card number, \
         so passport, personal id number, id passport, id passport number, personal code, citizen number, resident id, resident card number, \
         health number, national number, nin, emirates id, travel document number, national id card, nid card, permanent resident number, \
         green card number, personal number id, driver id number, insurance id, health id, social id, passport id no, birth certificate no",
    ),
    last(
        Strong(K::TaxId),
        "tax id, tax code, tax number, tax no, tax identification number, tax id number, taxpayer id, taxpayer number, \
         taxpayer identification number, vat number, vat id, vat no, vat reg number, vat registration number, tin number, ein, itin, gstin, \
         gst number, pan number, pan card, fiscal code, tax vat, tax vat number, tax reference number, utr number, personal tax code, taxpayer no, \
         tax file number, tfn, personal tax id, tax identification no, business tax id, tax registration number, taxpayer code",
    ),
    last(
        Strong(K::Payment),
        "credit card, credit card number, credit card no, debit card, debit card number, cc number, cc num, cc no, ccn, card holder, \
         card holder name, cardholders name, name on card, name on the card, name on credit card, cc name, cc holder, name as it appears on card, \
         name as it appears on the card, name as on card, cvv, cvc, cvv2, cvc2, csc, cvn, cvd, cid code, card security code, card verification, \
         card verification number, card verification code, card verification value, security code, card security, card cvv, card cvc, cvv cvc, \
         cvc cvv, card expiry, card expiration, card exp, exp date, exp month, exp year, expiration month, expiration year, expiry month, \
         expiry year, cc exp, cc expiry, cc exp month, cc exp year, valid thru, mm yy, mm yyyy, card type, cc type, iban, bic, swift code, \
         bic swift, swift bic, routing number, routing transit number, sort code, bank account, bank account number, account number, acct number, \
         account no, bank account no, account holder, account holder name, name of account holder, bank card, bank card number, card details, \
         card information, payment card, visa card number, mastercard number, atm card number, bank details, ifsc, ifsc code, upi id, upi, \
         paypal account, wallet address, crypto wallet address, pan cvv, card pin, atm pin, beneficiary name, account name bank, card brand, \
         card expires, card expires on, ccmonth, ccyear, cc cvv, cc cvc, cc csc, ccv, cc verification, card number 16 digits, pin of card, venmo, \
         cash app, cashtag, exp mm, exp yy, card month, card year, issue number, name on account, bsb, bsb number, account iban, bank iban, \
         payment card number, card expiration date, card expiry date, back of card, back of your card, on the back of your card, \
         on the back of the card, digits on the back, back of the card, bank acc, bank acct, acc number, acc no, bank acc no, bank account name, \
         bank account holder, so cvv, on back of card, digits on back of card",
    ),
    last(
        Bare(K::Payment),
        "expiry, expiration, cc, card, cvv code, payment method number, expire date, expires, valid until, valid to, valid through, card number, \
         card no, card num, card code, card name, card owner, expiry date, expiration date, swift",
    ),
    last(
        Strong(K::Password),
        "password, passwd, passcode, passphrase, old password, re enter password, password again, password confirmation, password confirm, pwd, \
         pswd, passwrd, user password, userpass, pword, passw, loginpass, login password, pin number, password 1, password 2, pass1, pass2, \
         account password, wifi password, game password, roblox password, email password, master password, passwort repeat, security pin, \
         access pin, user pin, psw, pw, pwd1, pwd2, rpass, current pin, new pin, confirm pin, new password, current password, confirm password, \
         repeat password, retype password, verify password",
    ),
    last(Bare(K::Password), "pass, pin"),
    last(
        Strong(K::Otp),
        "otp code, one time code, one time password, one time passcode, one time pin, verification code, verify code, verification pin, \
         authentication code, auth code, authenticator code, authenticator, 2fa, 2fa code, two factor code, two factor authentication code, \
         two step code, mfa code, mfa, sms code, code from sms, texted code, code we sent, confirmation code, security code from email, \
         access code sent, 6 digit code, 4 digit code, six digit code, login code, sign in code, email code, email verification code, \
         phone verification code, sms verification code, totp, backup code, recovery code, passcode sent, code sent, mobile verification code, \
         verification otp, verification number, verification digits, device code, code you received, code we emailed, code we texted, \
         code from your phone, code from email, steam guard code, activation code sms, tfa code, tfa, verification token, one time token, \
         temporary code, code we emailed you, code we sent you, code we texted you, digit verification code, code from text, \
         code from text message, code in text message, code from the text message, code from your email, code from app, \
         code from your authenticator, texted digits, 5 digit code, 8 digit code, otp number, otp pin, sms pin, secret code sent, code by sms, \
         code via sms, code from your authenticator app, authenticator app, authenticator app code",
    ),
    last(
        Strong(K::Username),
        "username, user id, login, login name, login id, sign in id, account name, display name, screen name, user login, gamertag, player tag, \
         roblox username, minecraft username, online id, epic id, steam id, handle, member id, uname, usr, usrname, user account, account id, \
         username or email, username email, username or email address, login or email, username or phone, username email phone, user or email, \
         login email or username, uid, choose a username, public name, pen name, profile name, psn id, xbox gamertag, game id, playerid, logon, \
         logon name, logon id, login username, account username, member name, user email login, customer id login, username or member number, log, \
         customer id, forum name, username or email id, epic games username, in game name, ign, player name, display nickname, riot id, garena id, \
         new username, create username, sign in name, sign on name, logon user",
    ),
    last(
        Bare(K::Username),
        "account, user names, login account, member login, customer number login, user, alias",
    ),
    last(
        Strong(K::Social),
        "facebook link, facebook profile, facebook url, facebook name, facebook id, facebook username, facebook account, fb link, fb url, \
         instagram handle, instagram username, instagram account, instagram profile, instagram url, twitter handle, twitter username, twitter url, \
         twitter account, tiktok username, tiktok handle, tiktok account, tiktok id, discord username, discord tag, discord id, discord name, \
         discord handle, telegram username, telegram id, telegram handle, skype id, skype name, skype username, snapchat username, \
         snapchat handle, snap username, snapchat name, wechat id, line id, linkedin profile, linkedin url, linkedin profile url, social media, \
         social media handle, social profile, social handle, social media link, social network, social network profile, profile link, profile url, \
         link to your profile, link to profile, zalo id, youtube channel, youtube channel url, twitch username, whatsapp id, kakao id, \
         kakaotalk id, vk link, insta handle, insta username, ig handle, ig username, your insta, your instagram, your facebook, your snapchat, \
         your tiktok, your discord, social media profile, facebook profile link, facebook messenger, linkedin profile link, social links, \
         social media links, x handle, profile page link, qq number, qq",
    ),
    last(
        Bare(K::Social),
        "facebook, fb, instagram, insta, ig, zalo, tiktok, discord, telegram, skype, snapchat, wechat, linkedin, messenger, viber, kakaotalk, \
         twitter, twitch, youtube, reddit username, steam profile, messenger id, locket, threads, bluesky, mastodon, pinterest, tumblr",
    ),
    last(
        Strong(K::Vehicle),
        "license plate, licence plate, license plate number, plate number, plate no, vehicle registration, vehicle registration number, \
         vehicle number, vehicle plate, car plate, car registration, car registration number, vin number, vehicle identification number, \
         chassis number, reg number vehicle, car reg, vrn, vrm, vehicle reg, vehicle reg number, car number, license tag, number plate, \
         registration plate",
    ),
    last(
        Strong(K::PhotoOrLocation),
        "profile photo, profile picture, profile image, profile pic, avatar, your photo, your picture, photo of you, upload photo, upload a photo, \
         upload your photo, passport photo, selfie, face photo, id photo, upload picture, photo id, photo upload, take a photo, take photo, \
         take a selfie, picture of yourself, headshot, photograph, id front, id back, front of id, back of id, upload selfie, photo of your child, \
         child photo, student photo, portrait, portrait photo, upload id, upload passport, id card photo, front side, back side, user photo, \
         user image, user avatar, photo of id, photo of passport, upload a selfie, upload image of you, scan of passport, upload avatar, \
         profile photograph, turn on camera, enable camera, webcam, camera access, face scan, scan your face, scan id, scan of id, \
         scan of your id, picture of you, picture of your child, your selfie, identity photo, verify your face, photo of yourself, recent photo, \
         passport scan, copy of passport, copy of id, birth certificate scan, birth certificate copy, copy of birth certificate",
    ),
    last(
        Bare(K::PhotoOrLocation),
        "photo, photos, picture, pic, image, upload image, images, pictures, video",
    ),
    last(Bare(K::TaxId), "vat"),
    last(Bare(K::Birthdate), "birth"),
    last(Bare(K::Vehicle), "vin, plate"),
    last(Weak(K::Phone), "country code"),
];
