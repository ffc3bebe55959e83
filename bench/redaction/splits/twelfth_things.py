"""What people and programs call cars, phones, accounts, papers, cards and days of birth."""

from __future__ import annotations

from bench.redaction.splits.twelfth_marks import framed

__all__ = ["THINGS"]

THINGS = {
    "vin": framed(
        ("vin", "VIN", "vehicle_vin", "vehicleIdentificationNumber"),
        ("VIN", "vin number", "vehicle identification number", "chassis number"),
        (
            "my car's VIN is <V>", "Fahrgestellnummer: <V>", "FIN <V> (Fahrgestellnummer)",
            "numéro de châssis <V>", "número de bastidor <V>", "numero di telaio <V>",
            "chassi: <V>", "numer VIN <V>", "VIN-номер <V>", "車台番号 <V>", "车架号：<V>",
            "şasi no <V>", "VIN#<V> recall?", "차대번호 <V>",
        ),
    ),
    "imei": framed(
        ("imei", "IMEI", "device_imei", "imeiNumber"),
        ("IMEI", "imei number", "IMEI 1", "IMEI no"),
        (
            "*#06# shows IMEI <V>", "stolen phone, imei <V>", "mein Handy, IMEI <V>",
            "IMEI: <V> SN: X9", "mi imei es <V>", "le numéro IMEI est <V>",
            "o imei do celular é <V>", "numer IMEI: <V>", "IMEI-код <V>", "IMEI番号 <V>",
            "手机IMEI：<V>", "imei no'su <V>", "AT+CGSN -> IMEI <V>",
        ),
    ),
    "us_routing": framed(
        ("routing_number", "routingNumber", "aba_routing", "bank_routing_number"),
        ("routing number", "ABA routing number", "bank routing number", "ABA number"),
        (
            "ACH routing <V>", "RTN: <V>", "ABA/RTN <V>", "wire to routing # <V>", "aba# <V>",
            "direct deposit: routing no. <V>",
            "the routing number at the bottom of the check is <V>", "routing num <V> for chase",
            "número de ruta bancaria (routing) <V>", "ABA <V>", "my bank's routing is <V>",
            "Routing transit number <V>",
        ),
    ),
    "us_bank_account": framed(
        ("bank_account_number", "bankAccountNumber", "checking_account_number", "bank_acct_no"),
        (
            "bank account number", "checking account number", "savings account number",
            "bank account",
        ),
        (
            "please pay into my bank account <V>", "ACH debit from account number <V>",
            "bank acct # <V>", "direct deposit to acct no. <V>", "checking acct <V>",
            "wire transfer to account number <V>, First Bank", "my chase checking account is <V>",
            "savings acct number <V> at the credit union", "the bank account no. is <V>",
            "account number on the check: <V>", "beneficiary bank account <V>",
            "número de cuenta bancaria <V>",
        ),
    ),
    "passport": framed(
        ("passport_number", "passportNumber", "passport_no", "PassportNo"),
        ("passport number", "passport no", "passport", "Passport No."),
        (
            "my passport is <V>, flying tuesday", "Reisepass-Nr. <V>", "meine Passnummer ist <V>",
            "numéro de passeport : <V>", "mon passeport c'est <V>", "número de pasaporte <V>",
            "mi pasaporte es <V>", "numero di passaporto <V>", "número do passaporte: <V>",
            "paspoortnummer <V>", "numer paszportu <V>", "passnummer <V>", "Passin numero <V>",
            "номер паспорта <V>", "загранпаспорт <V>", "паспорт: <V>", "αριθμός διαβατηρίου <V>",
            "מספר דרכון <V>", "رقم جواز السفر <V>", "पासपोर्ट नंबर <V>", "パスポート番号は<V>です",
            "护照号码：<V>", "護照 <V>", "여권번호 <V>", "pasaport no <V>", "số hộ chiếu <V>",
            "nomor paspor <V>", "หมายเลขหนังสือเดินทาง <V>", "číslo pasu <V>", "útlevélszám: <V>",
            "SSR DOCS YY HK1/P/NLD/<V>/NLD passport",
        ),
    ),
    "driver_license": framed(
        ("drivers_license", "driver_license_number", "driverLicenseNo", "dl_number"),
        ("driver's license", "driver license number", "driving licence number", "DL number"),
        (
            "my drivers licence is <V>", "DL# <V> state CA", "DL: <V>", "Führerscheinnummer <V>",
            "Meine Führerschein-Nr. lautet <V>", "numéro de permis de conduire <V>", "permis : <V>",
            "número de licencia de conducir <V>", "carnet de conducir <V>", "patente di guida <V>",
            "patente n. <V>", "CNH: <V>", "minha CNH é <V>", "rijbewijsnummer <V>",
            "numer prawa jazdy <V>", "körkortsnummer <V>", "førerkort <V>",
            "водительское удостоверение <V>", "ehliyet no <V>", "運転免許証番号 <V>",
            "免許証番号は<V>です", "驾驶证号 <V>", "운전면허번호 <V>", "ड्राइविंग लाइसेंस नंबर <V>",
            "رقم رخصة القيادة <V>", "carta de condução <V>",
        ),
    ),
    "date_of_birth": framed(
        ("dob", "date_of_birth", "dateOfBirth", "birth_date", "birthday"),
        ("date of birth", "DOB", "birthday", "birth date", "d.o.b."),
        (
            "born <V>", "I was born on <V>", "pt is a 54yo male, born <V>", "BDAY:<V>",
            "geboren am <V>", "Geburtsdatum: <V>", "né le <V>", "née le <V> à Lyon",
            "date de naissance : <V>", "fecha de nacimiento: <V>", "nací el <V>",
            "data di nascita <V>", "nata il <V>", "data de nascimento: <V>", "nasci em <V>",
            "geboortedatum <V>", "geboren op <V>", "data urodzenia: <V>", "urodzony <V>",
            "födelsedatum <V>", "fødselsdato <V>", "syntymäaika <V>", "дата рождения: <V>",
            "родилась <V>", "дата народження <V>", "doğum tarihi <V>", "ημερομηνία γέννησης <V>",
            "תאריך לידה <V>", "تاريخ الميلاد <V>", "जन्म तिथि: <V>", "生年月日：<V>",
            "出生日期：<V>", "생년월일 <V>", "ngày sinh <V>", "tanggal lahir <V>", "วันเกิด <V>",
            "datum narození <V>", "születési idő: <V>", "data nașterii <V>",
        ),
    ),
    "swift_bic": framed(
        ("swift", "bic", "swift_code", "bicCode", "BIC"),
        ("SWIFT code", "BIC", "BIC/SWIFT", "swift", "bank BIC"),
        (
            "our bank's SWIFT is <V>", "Bankverbindung, BIC: <V>", "BIC <V> bei der Bank",
            "code BIC : <V>", "código SWIFT <V>", "codice BIC <V>", "código BIC/SWIFT: <V>",
            "kod SWIFT <V>", "SWIFT-код <V>", "SWIFTコード <V>", "SWIFT代码：<V>", "swift kodu <V>",
            ":57A:<V>\n:71A:SHA\n(SWIFT MT103)", "<BICFI><V></BICFI>", "wire via swift code <V>",
        ),
    ),
    "credit_card": framed(
        ("card_number", "cardNumber", "credit_card", "pan"),
        ("card number", "credit card number", "debit card", "card no", "visa card"),
        (
            "charge my card <V> exp 04/29", "card <V> cvv 311", "Kreditkartennummer <V>",
            "meine Karte ist <V>", "numéro de carte bancaire <V>", "mi tarjeta es <V>",
            "número de tarjeta: <V>", "numero della carta <V>", "número do cartão <V>",
            "kaartnummer <V>", "numer karty <V>", "kortnummer <V>", "номер карты <V>",
            "kart numaram <V>", "カード番号は<V>です", "信用卡号：<V>", "카드번호 <V>",
            "رقم البطاقة <V>", "no wait the card is <V>",
        ),
    ),
    "mac": framed(
        ("mac", "mac_address", "macAddress", "hwaddr"),
        ("MAC address", "mac addr", "MAC", "wifi mac address"),
        (
            "laptop MAC is <V>", "MAC-Adresse: <V>", "adresse MAC <V>", "dirección MAC <V>",
            "indirizzo MAC <V>", "endereço MAC <V>", "adres MAC <V>", "MAC-адрес <V>",
            "MACアドレス <V>", "MAC地址：<V>", "DHCPACK to mac <V> via eth0",
            "register device, mac <V>", "MAC 주소 <V>",
        ),
    ),
    "eth": framed(
        ("eth_address", "ethereum_address", "walletAddress", "wallet_address"),
        ("ethereum address", "ETH wallet", "ETH address", "wallet address"),
        (
            "send the ETH to <V>", "my metamask address is <V>", "withdraw USDC to wallet <V>",
            "Ethereum-Adresse <V>", "adresse Ethereum : <V>", "mi wallet de ethereum es <V>",
            "minha carteira ethereum <V>", "адрес кошелька ETH <V>", "イーサリアムアドレス <V>",
            "以太坊地址：<V>", "deposit ethereum wallet <V>", "eth_getBalance wallet <V>",
            "my wallet: <V>",
        ),
    ),
    "phone": framed(
        ("phone", "phone_number", "mobile", "phoneNumber", "telefon"),
        ("phone number", "phone", "mobile number", "cell", "contact number", "tel"),
        (
            "call me on <V>", "call me at <V>", "text me <V>", "my number is <V>, ring after 5",
            "reach me on whatsapp <V>", "Tel. <V>", "TEL;TYPE=CELL:<V>", "telephoneNumber: <V>",
            "meine Handynummer ist <V>", "Telefon: <V>", "ruf mich an: <V>", "Tél. : <V>",
            "mon numéro de téléphone est le <V>", "appelez-moi au <V>", "mi teléfono es <V>",
            "llámame al <V>", "móvil: <V>", "il mio cellulare è <V>", "chiamami al <V>",
            "meu celular é <V>", "telefone: <V>", "mijn telefoonnummer is <V>", "bel me op <V>",
            "mój numer telefonu <V>", "tel. kom. <V>", "mitt telefonnummer är <V>", "mobil: <V>",
            "puhelinnumero <V>", "мой телефон <V>", "номер телефона: <V>", "позвоните на номер <V>",
            "telefon numaram <V>", "τηλέφωνο: <V>", "הטלפון שלי <V>", "رقم هاتفي <V>",
            "मेरा फोन नंबर <V> है", "mera mobile number <V> hai", "電話番号は<V>です", "携帯：<V>",
            "我的电话是<V>", "手机号：<V>", "전화번호 <V>", "제 휴대폰은 <V>입니다",
            "số điện thoại <V>", "nomor hp saya <V>", "เบอร์โทร <V>", "telefonszám: <V>",
            "numărul meu de telefon <V>", "telefonní číslo <V>",
        ),
    ),
}  # fmt: skip
"""By entity, the texts around one."""
