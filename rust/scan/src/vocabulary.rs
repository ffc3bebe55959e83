//! Words of ASCII letters beside numbers, by the kind that they let through.

use crate::entity::Entity::{
    self, AuAbn, AuMedicare, AuTfn, AwsKey, BrCnpj, BrCpf, CaSin, CnRic, CreditCard, DateOfBirth,
    DeSteuerId, DriverLicense, Email, Eth, FiHetu, FrNir, Iban, Imei, InAadhaar, InPan, JpMyNumber,
    KrRrn, Mac, NlBsn, Passport, Phone, PlPesel, SePersonnummer, SgNric, SwiftBic, ThTnin, TrTckn,
    UkNhs, UkNino, UsBankAccount, UsDea, UsItin, UsMbi, UsNpi, UsRouting, UsSsn, Vin, ZaId,
};

/// Words by kind, in ASCII and lower case. Two words in a row count as one as well: `my number`,
/// `phone_number`.
pub const WORDS: [(Entity, &str); 44] = [
    (Email, "email"),
    (
        Phone,
        "phone mobile telephone tel fax cellphone cell whatsapp phonenumber mobilenumber \
         contactnumber telefon telefono telefone telefoonnummer telefoon handy mobil movil \
         celular cellulare portable callme ringme textme reachme dial callbacknumber \
         callbackphone sms msisdn callerid callernumber puhelinnumeroni \
         handynummer rufnummer telefonnummer michunter puhelin puhelinnumero puhelinnro \
         matkapuhelin telefonu telefoni telefonszam ponsel nomorhp nohp telp notelp telepon \
         tlf tlfnr mobilnummer mobiltelefon mobiltelefonnummer telefonnr handynr gsm \
         cellnumber celnumber telefonas mobilnr phoneno telno landline mob mobiele \
         mobiel mobielnummer gsmnummer mobielenummer phonenr mobilnumret rufmich rufenmich \
         rufensie moiau belme chiamami chiamatemi \
         llamame llamenme ligueme ligapara ringmig ringmeg soitaminulle zadzwon \
         zavolejte hubungisaya",
    ),
    (
        UsSsn,
        "ssn social socialsecurity socialsecuritynumber socsec segurosocial ssnumber ssno",
    ),
    (UsItin, "itin taxpayer ustin"),
    (
        CreditCard,
        "card visa mastercard amex cardnumber creditcard ccnumber ccnum kreditkarte \
         kreditkartennummer kartennummer cartebancaire cartebleue decarte dicarta tarjeta tarjetas \
         debitcard betaalkaart kaartnummer kortnummer luottokortti korttinumero numerkarty \
         kredikarti kartnumaras creditcardnummer nrkarty kartu nomorkartu cislokarty",
    ),
    (SwiftBic, "swift bic bicfi swiftcode biccode"),
    (UkNhs, "nhs nhsnumber"),
    (
        InAadhaar,
        "aadhaar aadhar uidai aadhaarnumber adhaar adhar aadharcard adharcard adhaarcard",
    ),
    (InPan, "pan pannumber pancard permanentaccount"),
    (
        DateOfBirth,
        "dob born birth birthday birthdate dateofbirth geboren geburtsdatum geburtstag geb \
         naissance nacimiento nacido nacida nascimento nascido nascita nato nata \
         geboortedatum syntyma urodzenia dogumtarihi bday dselsdato fodselsdato delsedatum \
         fodelsedatum dselsdag narozen narozeni narodenia nasterii nascut szuletesi lahir \
         tanggallahir tgllahir kelahiran syntymaaika rojstva rodenja rodjenja gimimo urdnia \
         kapanganakan naixement geburtsdat dogum fodt fdt birthdt geborenam dobirth nacio nasci \
         naci urodzony urodzona urodzonego urodzonej narozena narodeny narodena",
    ),
    (
        Eth,
        "wallet ethereum eth billetera portefeuille geldborse cuzdan ether toaddress fromaddress \
         senderaddress recipientaddress payeraddress payoutaddress metamask",
    ),
    (UkNino, "nino"),
    (Iban, "iban"),
    (FrNir, "nir"),
    (CaSin, "sin nas insurance sinnumber assurancesociale"),
    (AuTfn, "tfn tax taxfile taxfilenumber taxfileno"),
    (AuMedicare, "medicare medicarenumber"),
    (AuAbn, "abn businessnumber"),
    (
        DeSteuerId,
        "steuer steuerid steueridnr steuernummer steueridentifikationsnummer \
         identifikationsnummer idnr tin taxid steuerliche steuerlicheid germantax idnummer \
         taxidentification steueridentifikation steueridentnummer",
    ),
    (PlPesel, "pesel"),
    (
        SePersonnummer,
        "personnummer personnr persnr samordningsnummer samordningsnr personalidentity \
         personalnumber swedishid swedishpersonal personnumret personnumer pnr",
    ),
    (FiHetu, "hetu henkilotunnus henkilotunnukseni"),
    (
        NlBsn,
        "bsn bsnnummer burgerservicenummer burgerservice sofinummer citizenservice \
         burgerservicenr",
    ),
    (BrCpf, "cpf"),
    (BrCnpj, "cnpj"),
    (
        TrTckn,
        "tc tckn tcno kimlik tckimlik kimlikno nationalid turkishid turkishnational \
         turkishidentity kimliknumarasi vatandaslik tcsi tcsini tcniz tcnumaram tcnumarasi",
    ),
    (ThTnin, "tnin thai thaiid nationalid citizenid thailand"),
    (KrRrn, "rrn jumin residentregistration residentnumber krid"),
    (CnRic, "shenfenzheng idcard"),
    (JpMyNumber, "mynumber kojinbango individualnumber"),
    (SgNric, "nric fin"),
    (
        ZaId,
        "idnumber idno identitynumber rsaid said zaid southafrican",
    ),
    (
        Vin,
        "vin chassis bastidor vehicle fahrgestellnummer fahrgestell fin telaio alvazszam \
         podvozku nadwozia stelnummer chassisnummer chassinummer runkonumero nomorrangka \
         saseiu chassi fahrzeugidentifizierungsnummer fahrzeugidentnummer \
         fahrzeugidentifikationsnummer",
    ),
    (Imei, "imei imeisv"),
    (UsNpi, "npi npinumber nationalprovider provideridentifier"),
    (UsDea, "dea deanumber"),
    (UsMbi, "mbi medicare beneficiary bluecard"),
    (UsRouting, "routing aba rtn routingnumber abanumber deruta"),
    (
        UsBankAccount,
        "accountnumber accountno bankaccount acct acctno kontonummer checkingaccount \
         savingsaccount checkingacct savingsacct directdeposit bankacct depositaccount \
         cuentabancaria decompte decuenta daconta deconta diconto numerrachunku \
         nrrachunku cuentacorriente contabancaria contacorrente contocorrente bankkonto \
         kontonr rekeningnummer rekeningnr achdebit achcredit achaccount debitaccount \
         beneficiaryaccount beneficiaryacct",
    ),
    (
        Passport,
        "passport passportnumber passportno passi passin passeport reisepass pasaporte passaporto \
         passaporte paspoort paspoortnummer paszport paszportu passnummer reisepassnummer \
         paspor pasaport pasaportu pasaportno passinumero utlevel utlevelszam pasport \
         passaport putovnica putovnice pasnummer passnr passportnum potnilist pasnr slopasu \
         traveldocument traveldoc",
    ),
    (
        DriverLicense,
        "license licence driverlicense driverslicense drivinglicence drivinglicense dl \
         fuhrerschein hrerschein fuehrerschein fuehrerscheinnummer hrerscheinnummer dlnumber \
         dlno dln permis licencia carnet patente rijbewijs rijbewijsnummer rijbewijsnr \
         deconducir deconducao usdl korkort korkortsnummer rkort rkortsnummer rerkort \
         rerkortnummer rerkortnr rekort rekortnummer prawajazdy prawojazdy ehliyet ehliyetno \
         ajokortti ajokortin ajokorttinumero jogositvany nomorsim suratizin cnh motorista \
         juhiluba fuhrerscheinnr",
    ),
    (ZaId, "idnummer idnommer kamazisi isazisi identiteitsnommer"),
    (AwsKey, "aws awssecret secretaccess awskey"),
    (
        Mac,
        "mac macaddr macaddress macadresse macid hwaddr hwaddress hwid hardwareaddress \
         physicaladdress bssid ethaddr lladdr chaddr callingstation calledstation bdaddr",
    ),
];

/// A word, and words behind it.
pub type Others = (&'static [u8], &'static [&'static [u8]]);

/// Words that say nothing of a value with one of these behind them.
pub const OTHERS: [Others; 4] = [
    (
        b"phone",
        &[
            b"case", b"cases", b"plan", b"bill", b"app", b"battery", b"charger", b"model", b"store",
        ],
    ),
    (
        b"birth",
        &[
            b"rate", b"rates", b"weight", b"place", b"order", b"control", b"length", b"count",
        ],
    ),
    (b"social", &[b"media", b"network", b"networks", b"worker"]),
    (b"license", &[b"key", b"keys", b"plate", b"file", b"server"]),
];
