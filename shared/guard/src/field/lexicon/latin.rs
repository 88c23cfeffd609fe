//! The common kinds in other languages that are written with Latin letters: French, Spanish, Portuguese, Italian, German, Dutch, Polish, Turkish,
//! Swedish, Danish, Indonesian and Malay. Absent: rare kinds, and words that mean something harmless in Vietnamese or English.

use super::Sense::{Bare, Strong};
use super::{FieldKind as K, Group, first, last};

pub(super) const GROUPS: &[Group] = &[
    first(
        Strong(K::Name),
        "prenom, nom complet, nom de famille, nom et prenom, nom prenom, prenom nom, prenom et nom, votre nom, nombre completo, \
         nombre y apellidos, nombre y apellido, nombres y apellidos, apellido, apellidos, primer nombre, primer apellido, segundo apellido, \
         apellido paterno, apellido materno, nombres, tu nombre, su nombre, nome completo, nome e cognome, nome cognome, cognome, sobrenome, \
         apelido, nome proprio, seu nome, il tuo nome, ultimo nome, primeiro nome, nome e sobrenome, nama lengkap, nama depan, nama belakang, \
         nama anda, nama keluarga, nama penuh, nama penerima, nama siswa, nama orang tua, nom de jeune fille, nom de naissance, \
         nome do titular pessoa, nombre del alumno, nome do aluno, ime i prezime, ime, prezime, nama anak, nombre del nino, nombre del padre, \
         nombre de la madre, nom de l enfant, nom du parent, prenom de l enfant, nome da crianca, nome del bambino",
    ),
    first(
        Bare(K::Name),
        "nom, nome, nombre, nama, naam, namn, navn, nazwa osoby, isim, adi",
    ),
    last(
        Strong(K::Name),
        "vorname, nachname, vor und nachname, vorname und nachname, vorname nachname, familienname, zuname, ihr name, dein name, \
         vollstandiger name, voornaam, achternaam, volledige naam, tussenvoegsel, fornamn, efternamn, fornavn, etternavn, efternavn, imie, \
         nazwisko, imie i nazwisko, nazwisko i imie, soyad, soyadi, ad soyad, adi soyadi, adiniz, soyadiniz, adiniz soyadiniz, isim soyisim, \
         soyisim, etunimi, sukunimi, jmeno, prijmeni, keresztnev, vezeteknev, nume, prenume, voorletters, uw naam, jouw naam, jmeno a prijmeni, \
         anrede vorname, geburtsname, name vorname, nachname vorname, ditt namn, dit navn, nume si prenume",
    ),
    first(
        Strong(K::Phone),
        "numero de telephone, no de telephone, n de telephone, telephone portable, tel portable, telephone mobile, telephone fixe, tel fixe, \
         portable, numero de portable, telefono, numero de telefono, telefono movil, telefono celular, celular, numero de celular, movil, \
         numero movil, telefone, numero de telefone, telefone celular, telemovel, telefone fixo, cellulare, numero di telefono, \
         numero di cellulare, telefono cellulare, recapito telefonico, telefono fisso, nomor telepon, telepon, nomor hp, no hp, nomor handphone, \
         nomor ponsel, no ponsel, nomor wa, no wa, nomor whatsapp, nomor telp, telp, nombor telefon, telf, tlf, fono, numero telephone, \
         numero telefono, numero cellulare, indicatif, ddd, tlfn, telefono de contacto, telefone de contato, no telepon, no telp",
    ),
    last(
        Strong(K::Phone),
        "telefon, telefonnummer, rufnummer, handy, handynummer, mobilnummer, mobiltelefon, mobilfunknummer, festnetz, vorwahl, telefoon, \
         telefoonnummer, mobiel nummer, mobiele telefoon, mobiel, gsm nummer, numer telefonu, nr telefonu, telefon komorkowy, komorka, \
         telefon numarasi, telefon numaraniz, cep telefonu, cep telefonu numarasi, cep telefonunuz, cep no, mobil, mobilni telefon, puhelin, \
         puhelinnumero, telefonszam, telefon mobil, telefoni, tel nr, telefonnr, numar de telefon, telefon kontaktowy, mobilnr, no telefon",
    ),
    first(
        Strong(K::Email),
        "courriel, adresse email, adresse mail, adresse courriel, adresse electronique, correo, correo electronico, direccion de correo, \
         direccion de correo electronico, direccion de email, e correo, endereco de email, endereco email, correio eletronico, indirizzo email, \
         indirizzo mail, indirizzo di posta elettronica, posta elettronica, alamat email, surel, emel, alamat emel, alamat surel, \
         indirizzo di posta, adresse de messagerie, adres e mail, email o telefono, correo o telefono, e mail ou telefone, direccion email, \
         e mail adresi, eposta, e posta adresi, e posta adresiniz",
    ),
    last(
        Strong(K::Email),
        "e mail adresse, mailadresse, e mail adres, mailadres, adresy e mail, e postadress, e postadresse, sahkoposti, sahkopostiosoite, \
         emailova adresa, e mail cim, adresa de email, elektronische post",
    ),
    first(
        Strong(K::Address),
        "adresse, adresse postale, adresse de livraison, adresse de facturation, adresse complete, complement d adresse, complement adresse, \
         ville, code postal ville, numero de rue, nom de rue, nom de la rue, rue, departement residence, direccion, direccion postal, \
         direccion de envio, direccion de facturacion, domicilio, calle, calle y numero, codigo postal, cod postal, c p, ciudad, poblacion, \
         localidad, colonia, numero exterior, numero interior, num ext, num int, endereco, endereco completo, logradouro, bairro, cidade, cep, \
         numero da casa, complemento, morada, codigo postal morada, indirizzo, indirizzo di spedizione, indirizzo di residenza, citta, \
         codice di avviamento postale, numero civico, residenza, luogo di nascita, luogo di residenza, lieu de naissance, lugar de nacimiento, \
         local de nascimento, alamat, alamat lengkap, alamat rumah, kode pos, poskod, kota, provinsi, kecamatan, kelurahan, kabupaten, \
         kota kabupaten, tempat lahir, tempat tinggal, ciudad de residencia, municipio, cod pos, comune di residenza, barrio, jalan, \
         codigo de postal, cidade estado, lugar de residencia, adresse 1, adresse 2, direccion 1, direccion 2, endereco 1, endereco 2, \
         kode pos anda",
    ),
    first(
        Bare(K::Address),
        "estado, provincia, comune, canton, departement, departamento, localita, uf, bandar, negeri, via, rua",
    ),
    last(
        Strong(K::Address),
        "anschrift, strasse, str, strasse und hausnummer, strasse hausnummer, strasse nr, hausnummer, hausnr, postleitzahl, plz, plz ort, \
         plz und ort, wohnort, stadt, adresszusatz, lieferadresse, rechnungsadresse, wohnanschrift, geburtsort, bundesland, adres, straat, \
         straatnaam, straat en huisnummer, huisnummer, huisnr, toevoeging, postcode en plaats, woonplaats, plaats, adress, gatuadress, postnummer, \
         postort, postadress, postnr, poststed, gade, adresa, ulica, ulica i numer, ulica nr, numer domu, nr domu, numer mieszkania, nr lokalu, \
         numer lokalu, kod pocztowy, miasto, miejscowosc, wojewodztwo, miejsce urodzenia, miejsce zamieszkania, adres zamieszkania, sehir, \
         posta kodu, ilce, mahalle, cadde, sokak, teslimat adresi, fatura adresi, osoite, katuosoite, postinumero, kaupunki, psc, mesto, ulice, \
         iranyitoszam, varos, utca, telepules, oras, strada, judet, localitate, adresiniz, acik adres, stad, strasse 1, geburtsland ort, \
         by postnr, il ilce",
    ),
    last(Bare(K::Address), "ort, ort stadt"),
    first(
        Strong(K::Birthdate),
        "date de naissance, naissance, jour de naissance, mois de naissance, annee de naissance, ne le, nee le, fecha de nacimiento, \
         fecha nacimiento, nacimiento, fecha de nac, f nacimiento, dia de nacimiento, mes de nacimiento, ano de nacimiento, data de nascimento, \
         nascimento, ano de nascimento, data di nascita, nascita, anno di nascita, giorno di nascita, mese di nascita, nato il, tanggal lahir, \
         tgl lahir, tarikh lahir, tahun lahir, lahir, cumpleanos, anniversaire, tempat tanggal lahir, dt nascimento, compleanno, aniversario, \
         data nascimento, data nascita",
    ),
    last(
        Strong(K::Birthdate),
        "geburtsdatum, geburtstag, geburtsjahr, geburtsmonat, geb datum, geboren am, geboortedatum, geboortejaar, geboortedag, geboortemaand, \
         data urodzenia, rok urodzenia, dogum tarihi, dogum gunu, dogum yili, fodelsedatum, fodelsedag, fodselsdato, fodselsdag, fodselsdag dato, \
         syntymaaika, datum narozeni, data nasterii, szuletesi datum, szuletesnap, dogum tarihiniz",
    ),
    first(
        Strong(K::Password),
        "mot de passe, mdp, nouveau mot de passe, confirmer le mot de passe, confirmation du mot de passe, contrasena, contrasenya, \
         clave de acceso, confirmar contrasena, repetir contrasena, repita la contrasena, nueva contrasena, senha, confirmar senha, \
         confirme a senha, nova senha, palavra passe, parola d ordine, conferma password, ripeti password, kata sandi, sandi, kata laluan, \
         konfirmasi kata sandi, ulangi kata sandi, password anda, confirmation mot de passe",
    ),
    last(
        Strong(K::Password),
        "passwort, kennwort, passwort wiederholen, passwort bestatigen, neues passwort, wachtwoord, herhaal wachtwoord, bevestig wachtwoord, \
         haslo, powtorz haslo, sifre, sifreniz, sifre tekrar, parola, losenord, adgangskode, passord, salasana, heslo, jelszo, parolanizi, \
         parolaniz, lozinka, passwort wiederholung",
    ),
    first(
        Strong(K::Username),
        "nom d utilisateur, nom utilisateur, identifiant, pseudo, pseudonyme, identifiant ou email, nombre de usuario, nombre usuario, usuario, \
         apodo, nome de usuario, nome de utilizador, nome do usuario, nome utente, utente, utilizador, nama pengguna, nama akun, nama panggilan, \
         id pengguna, nom d utilisateur ou email, usuario o correo, usuario ou email, nome utente o email, alcunha, nama samaran",
    ),
    last(
        Strong(K::Username),
        "benutzername, nutzername, benutzer, anmeldename, benutzerkennung, spitzname, benutzername oder e mail, gebruikersnaam, gebruiker, \
         bijnaam, nazwa uzytkownika, uzytkownik, kullanici adi, kullanici, kullanici adiniz, rumuz, anvandarnamn, brukernavn, brugernavn, \
         kayttajatunnus, kayttajanimi, uzivatelske jmeno, felhasznalonev, nume utilizator, benutzer id, loginname oder e mail, \
         gebruikersnaam of e mail, prezdivka",
    ),
    first(
        Strong(K::NationalId),
        "dni, numero de dni, dni nie, nif nie, documento de identidad, numero de documento, documento, cedula, cedula de identidad, \
         cedula de ciudadania, curp, numero do rg, carta d identita, numero di documento, numero documento, carte d identite, \
         numero de carte d identite, numero de securite sociale, numero de passeport, passeport, pasaporte, numero de pasaporte, passaporto, \
         numero do passaporte, seguro social, numero de seguridad social, tessera sanitaria, nik, nomor ktp, ktp, nomor induk kependudukan, no ic, \
         no kad pengenalan, kartu keluarga, no kk, documento de identificacion, cartao de cidadao, nomor paspor, nisn, n passeport, \
         piece d identite, tipo y numero de documento, no ktp",
    ),
    last(
        Strong(K::NationalId),
        "personalausweis, personalausweisnummer, ausweisnummer, reisepass, reisepassnummer, sozialversicherungsnummer, svnr, bsn, \
         burgerservicenummer, paspoort, paspoortnummer, identiteitskaart, pesel, numer pesel, dowod osobisty, numer dowodu, tc kimlik no, \
         tc kimlik, kimlik numarasi, tc kimlik numarasi, tckn, personnummer, personnr, fodselsnummer, cpr nummer, cpr, henkilotunnus, rodne cislo, \
         rijksregisternummer, cnp, pasaport no, pasaport numarasi, nr pesel",
    ),
    first(
        Strong(K::TaxId),
        "codice fiscale, partita iva, p iva, cod fiscale, cpf, numero do cpf, cpf cnpj, cnpj, nif, rfc, cif, cif nif, nif cif, numero de tva, \
         n tva, npwp, numero fiscal, contribuinte, numero de contribuinte, ruc, identificacion fiscal, cuit, cuil",
    ),
    last(
        Strong(K::TaxId),
        "steuernummer, steuer id, steueridentifikationsnummer, ust id, umsatzsteuer id, ust idnr, btw nummer, nip, numer nip, vergi no, \
         vergi numarasi, momsnummer, mwst nummer",
    ),
    first(
        Strong(K::Payment),
        "numero de carte, numero de la carte, carte bancaire, carte de credit, numero de carte bancaire, titulaire de la carte, nom du titulaire, \
         nom sur la carte, cryptogramme, code de securite, date d expiration, date expiration, numero de tarjeta, tarjeta de credito, \
         titular de la tarjeta, nombre en la tarjeta, nombre del titular, codigo de seguridad, fecha de vencimiento, fecha de caducidad, \
         fecha de expiracion, numero de cuenta, cuenta bancaria, clabe, cbu, numero do cartao, numero de cartao, cartao de credito, \
         nome no cartao, nome do titular, titular do cartao, validade do cartao, validade, codigo de seguranca, chave pix, pix, conta bancaria, \
         numero da conta, numero di carta, numero carta, numero della carta, carta di credito, titolare della carta, intestatario carta, \
         data di scadenza, codice di sicurezza, scadenza carta, nomor kartu, nomor kartu kredit, kartu kredit, nomor rekening, rekening, \
         numero de compte, titulaire du compte, titular de la cuenta, masa berlaku kartu, cvv cartao, nama pemilik kartu, vencimiento tarjeta, \
         no rekening",
    ),
    last(
        Strong(K::Payment),
        "kartennummer, kreditkarte, kreditkartennummer, karteninhaber, name auf der karte, prufnummer, sicherheitscode, gultig bis, ablaufdatum, \
         kontonummer, kontoinhaber, bankverbindung, kontonr, bankleitzahl, kaartnummer, creditcardnummer, kaarthouder, naam op kaart, vervaldatum, \
         rekeningnummer, numer karty, data waznosci, numer konta, kart numarasi, kart no, kart sahibi, kart uzerindeki isim, son kullanma tarihi, \
         guvenlik kodu, kortnummer, numer rachunku, utgangsdatum, kredi karti numarasi, nr konta bankowego",
    ),
    first(
        Strong(K::Otp),
        "code de verification, code de confirmation, code recu par sms, code sms, codigo de verificacion, codigo de confirmacion, codigo sms, \
         codigo de verificacao, codigo de confirmacao, codice di verifica, codice di conferma, codice otp, kode verifikasi, kode otp, \
         kode konfirmasi, codigo otp, code a usage unique, codigo de un solo uso, kod pengesahan",
    ),
    last(
        Strong(K::Otp),
        "bestatigungscode, verifizierungscode, sicherheitscode per sms, einmalcode, einmalpasswort, verificatiecode, bevestigingscode, \
         kod weryfikacyjny, kod sms, dogrulama kodu, onay kodu, verifieringskod, sms kodu, bekreftelseskode",
    ),
    first(
        Strong(K::School),
        "nom de l ecole, etablissement scolaire, nom de l etablissement, ecole, nombre de la escuela, escuela, nombre del colegio, colegio, \
         nome da escola, escola, nome della scuola, scuola, nama sekolah, sekolah, asal sekolah, universite, universidad, universidade, \
         universita, classe de l eleve, instituto educativo",
    ),
    last(
        Strong(K::School),
        "name der schule, schule, naam van de school, nazwa szkoly, szkola, okul, okul adi, skola, skolans namn, hochschule, universitat",
    ),
    first(
        Strong(K::Vehicle),
        "plaque d immatriculation, immatriculation, numero d immatriculation, matricula, placa, placa do veiculo, placa del vehiculo, targa, \
         targa auto, numero di targa, nomor polisi, plat nomor, no plat",
    ),
    last(
        Strong(K::Vehicle),
        "kennzeichen, kfz kennzeichen, autokennzeichen, kenteken, numer rejestracyjny, plaka, plaka no, registreringsnummer, regnummer",
    ),
    first(
        Strong(K::PhotoOrLocation),
        "photo de profil, foto de perfil, foto do perfil, foto del profilo, foto profil, foto profilo, foto anda, votre photo, tu foto, \
         foto de la identificacion, foto diri",
    ),
    last(
        Strong(K::PhotoOrLocation),
        "profilbild, profielfoto, zdjecie profilowe, profil fotografi, profil resmi, profilfoto",
    ),
    first(Bare(K::PhotoOrLocation), "foto, fotos"),
    first(Bare(K::NationalId), "nie, rut, rg"),
    first(Bare(K::Email), "mel"),
    first(Bare(K::Password), "clave"),
];
