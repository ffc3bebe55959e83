"""Where numbers stand that only a word tells: sentences, keys, columns, forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONTEXTS", "placed"]

_KEYED = (
    '{"id": 7, "<K>": "<V>"}', '{"customer": {"<K>": "<V>", "country": "n/a"}}', "<K>=<V>",
    "<K>: <V>", "<<K>><V></<K>>", "update profile set <K> = '<V>' where id = 3",
    "INSERT INTO people (id, <K>, city) VALUES (12, '<V>', 'Bern')", "Person(id=3, <K>='<V>')",
    "{'name': 'Ada', '<K>': '<V>'}", "&{Name:Ada <K>:<V> Age:41}",
    'Person { <K>: "<V>", age: 41 }',
    "Person{name='Ada', <K>='<V>', age=41}", "GET /lookup?<K>=<V>&lang=en HTTP/1.1",
    "id,<K>,city\n3,<V>,Bern", "id\t<K>\tcity\n3\t<V>\tBern",
    "| id | <K> | city |\n|---|---|---|\n| 3 | <V> | Bern |",
    '{"key": "<K>", "value": "<V>"}', '{"value": "<V>", "type": "<K>"}',
    '<input name="<K>" value="<V>">',
    'time=12:00 level=warn msg="validation failed" <K>=<V>',
    " id | <K>\n----+-----------\n  3 | <V>\n(1 row)",
    "ValueError: invalid <K>: '<V>'", 'applicant {\n  <K>: "<V>"\n}',
    "- field: <K>\n  value: <V>\n",
    'Content-Disposition: form-data; name="<K>"\r\n\r\n<V>\r\n--x--', "<li><b><K></b>: <V></li>",
    'mutation { save(<K>: "<V>") { ok } }', "HSET user:3 <K> <V>",
    '{"arguments": {"<K>": ["<V>"]}}',
    "<tr><th><K></th><td><V></td></tr>",
)  # fmt: skip
_NAMED = (
    "<L>: <V>", "<L> <V>", "<L> - <V>", "<L> is <V>", "my <L> is <V>", "<V> is my <L>", "<V> (<L>)",
    "User: What do you need?\nBot: Your <L>, please.\nUser: <V>", "<L>\n<V>", "**<L>:** <V>",
    "Can you check <L> <V> for me?", "The <L> on file is <V>, please confirm.", "<L> = <V>",
    "Caller gave <L> as <V>", "Please update my record, <L> <V>.", "<L> #<V>", "<L>:\t<V>",
    "<L> . . . . <V>",
    "I typed the <L> <V> and it was refused", "<L> no. <V>", "What is your <L>? <V>", "> <L>: <V>",
)  # fmt: skip


def placed(keys: str, labels: str, *sentences: str) -> Sequence[str]:
    """Return contexts: keys and labels apart by a bar in the usual places, and sentences."""
    names, said = keys.split("|"), labels.split("|")
    forms = [each.replace("<K>", names[at % len(names)]) for at, each in enumerate(_KEYED)]
    forms += [each.replace("<L>", said[at % len(said)]) for at, each in enumerate(_NAMED)]
    return tuple(escaped(each) for each in [*forms, *sentences])


CONTEXTS: dict[str, Sequence[str]] = {
    "us_ssn": placed(
        "ssn|social_security_number|SSN|socialSecurityNumber|borrower_ssn",
        "SSN|social security number|Social Security #",
        "For the W-2 the social is <V>.", "last name Ruiz, social security <V>",
        "Número de seguro social: <V>",
        "Mi número de seguro social es <V>", "Employee's social security number (box a): <V>",
        "SSN/TIN <V>",
    ),
    "us_itin": placed(
        "itin|ITIN|taxpayer_itin|individual_taxpayer_id",
        "ITIN|individual taxpayer identification number|ITIN number",
        "I have no SSN, only an ITIN: <V>", "The IRS gave me ITIN <V> last year.",
        "Mi ITIN es <V>", "W-7 approved, ITIN <V>",
    ),
    "in_aadhaar": placed(
        "aadhaar|aadhaar_number|aadhaarNo|uidai_id|aadhar_no",
        "Aadhaar|Aadhaar number|Aadhar card number",
        "मेरा आधार नंबर <V> है", "आधार संख्या: <V>", "आधार: <V>",
        "Please link my Aadhaar <V> to my PAN", "UIDAI Aadhaar no <V>",
        "ஆதார் எண்: <V>", "KYC done with aadhaar <V>",
    ),
    "in_pan": placed(
        "pan|pan_number|panNo|pan_card", "PAN|PAN number|PAN card number|permanent account number",
        "मेरा पैन नंबर <V> है", "पैन: <V>", "PAN of the deductee <V>",
        "TDS was filed under PAN <V>",
    ),
    "br_cpf": placed(
        "cpf|cpf_cliente|nr_cpf|CPF|numeroCpf", "CPF|número do CPF|CPF do titular",
        "Meu CPF é <V>", "CPF nº <V>", "o cpf dela é <V>",
        "Inscrito no CPF sob o nº <V>", "Nota fiscal com CPF <V>", "Qual é o seu CPF?\n<V>",
        "chave pix (CPF): <V>",
    ),
    "br_cnpj": placed(
        "cnpj|cnpj_emitente|CNPJ|nr_cnpj", "CNPJ|número do CNPJ|CNPJ da empresa",
        "Nosso CNPJ é <V>", "inscrita no CNPJ sob o nº <V>",
        "Emitente CNPJ <V>", "O CNPJ <V> está ativo?", "empresa com CNPJ <V>",
    ),
    "kr_rrn": placed(
        "rrn|resident_registration_number|jumin_no|juminNumber",
        "주민등록번호|RRN|resident registration number", "제 주민등록번호는 <V> 입니다",
        "주민번호 <V>", "주민번호: <V>", "외국인등록번호: <V>", "주민등록번호가 <V>인 고객",
    ),
    "uk_nhs": placed(
        "nhs_number|nhsNumber|NHS_NO|patient_nhs_number", "NHS number|NHS No|NHS no.",
        "Patient, NHS <V>, was seen in clinic today.",
        "Re: Mrs Ahmed, DOB on file, NHS number <V>", "GP referral for NHS no <V>",
        "My NHS number's <V>", "NHS: <V>",
    ),
    "ca_sin": placed(
        "sin|sin_number|social_insurance_number|sinNumber",
        "SIN|social insurance number|SIN number", "Mon NAS est <V>", "NAS : <V>",
        "Numéro d'assurance sociale : <V>", "numéro d’assurance sociale <V>",
        "For the T4 I need the SIN, it's <V>.", "SIN (Canada) <V>",
    ),
    "au_tfn": placed(
        "tfn|tax_file_number|TFN|employeeTfn", "TFN|tax file number|Tax File No",
        "New starter's tax file number: <V>", "My TFN's <V>",
        "ATO tax file number <V>", "super fund needs my tfn <V>",
    ),
    "au_medicare": placed(
        "medicare_number|medicareNo|medicare_card_number|medicare",
        "Medicare number|Medicare card number|Medicare card",
        "Medicare card no <V> ref 1", "bulk billed under Medicare <V>",
        "My Medicare card says <V>", "Medicare No: <V> Exp 04/28",
    ),
    "au_abn": placed(
        "abn|abn_number|ABN|supplier_abn", "ABN|Australian Business Number|ABN number",
        "Acme Pty Ltd ABN <V>", "A.B.N. <V>",
        "Tax invoice from ABN <V>", "invoice me, ABN is <V>",
    ),
    "de_steuer_id": placed(
        "steuer_id|steuerId|steuerliche_identifikationsnummer|idnr|tax_id_de",
        "Steuer-ID|Steueridentifikationsnummer|IdNr.|steuerliche Identifikationsnummer",
        "Meine Steuer-ID lautet <V>", "Steuer-Identifikationsnummer: <V>", "Steuer-IdNr <V>",
        "Bitte tragen Sie die Steuer-ID <V> ein.",
        "German tax ID: <V>", "Wie lautet Ihre Steuer-ID?\n<V>",
        "Die Identifikationsnummer (IdNr) ist <V>.", "TIN (Germany): <V>",
    ),
    "pl_pesel": placed(
        "pesel|PESEL|numer_pesel|pesel_klienta", "PESEL|numer PESEL|nr PESEL", "Mój PESEL to <V>",
        "legitymująca się numerem PESEL <V>",
        "Pacjent (PESEL <V>) zgłosił się dziś.", "Podaj PESEL:\n<V>", "PESEL dziecka: <V>",
        "pesel mam <V>",
    ),
    "se_personnummer": placed(
        "personnummer|personal_identity_number|personnr|pnr",
        "personnummer|personnr|Swedish personal identity number",
        "Mitt personnummer är <V>", "Personnummer (12 siffror): <V>",
        "Patient med personnummer <V>", "Pnr: <V>", "samordningsnummer <V>",
        "Vad är ditt personnummer?\n<V>", "Logga in med BankID, personnummer <V>",
    ),
    "nl_bsn": placed(
        "bsn|burgerservicenummer|BSN|bsn_nummer|bsnNummer", "BSN|burgerservicenummer|BSN-nummer",
        "Mijn BSN is <V>", "Burgerservicenummer: <V>",
        "Patiënt met BSN <V>", "Wat is uw BSN?\n<V>", "sofinummer <V>", "zijn bsn: <V>",
        "Dutch citizen service number <V>",
    ),
    "tr_tckn": placed(
        "tckn|tc_kimlik_no|tcKimlikNo|kimlik_no", "TC kimlik no|T.C. Kimlik Numarası|TCKN",
        "TC kimlik numaram <V>", "T.C. No: <V>",
        "Kimlik no <V>", "TC kimlik numaranız nedir?\n<V>", "Hasta TC: <V>",
        "Turkish ID number <V>",
    ),
    "th_tnin": placed(
        "thai_id|national_id_th|citizen_id",
        "เลขบัตรประชาชน|เลขประจำตัวประชาชน|Thai national ID|Thai ID card number",
        "เลขบัตรประชาชนของฉันคือ <V>", "บัตรประชาชนเลขที่ <V>", "หมายเลขบัตรประชาชน: <V>",
        "Thai citizen ID <V>", "เลขประจำตัวผู้เสียภาษี: <V>",
    ),
    "jp_my_number": placed(
        "my_number|myNumber|kojin_bango|individual_number_jp", "マイナンバー|個人番号|My Number",
        "私のマイナンバーは<V>です", "マイナンバーは <V>",
        "個人番号:<V>", "個人番号(12桁) <V>", "マイナンバーカードの番号 <V>",
        "扶養家族のマイナンバー：<V>",
        "Japanese My Number: <V>",
    ),
    "za_id": placed(
        "id_number|sa_id|sa_id_number|idNumber|rsa_id", "South African ID number|ID number|SA ID",
        "RSA ID No: <V>", "My ID number is <V> (South Africa)",
        "ID-nommer: <V>", "My ID-nommer is <V>", "FICA check for SA ID <V>", "identity number <V>",
        "Inombolo kamazisi: <V>",
    ),
    "vin": placed(
        "vin|VIN|vehicle_identification_number|chassis_no|vehicleVin",
        "VIN|vehicle identification number|VIN number|chassis number",
        "Fahrgestellnummer: <V>", "FIN: <V>", "Fahrzeug-Identifizierungsnummer <V>",
        "numéro de châssis : <V>", "Número de bastidor: <V>",
        "numero di telaio: <V>", "2019 Accord, VIN <V>, needs a recall check", "chassi <V>",
        "numer VIN: <V>", "车架号: <V>", "車台番号: <V>",
    ),
    "imei": placed(
        "imei|IMEI|device_imei|imei1|deviceImei", "IMEI|IMEI number|IMEI 1",
        "My phone was stolen, IMEI <V>", "*#06# shows IMEI <V>",
        "Numéro IMEI : <V>", "IMEI-Nummer: <V>", "número IMEI <V>", "IMEI号: <V>", "IMEI 2: <V>",
    ),
    "us_npi": placed(
        "npi|npi_number|NPI|provider_npi|renderingProviderNpi",
        "NPI|NPI number|National Provider Identifier|provider NPI",
        "Dr. Chen (NPI <V>) signed the order.", "Referring provider NPI: <V>", "Box 33a NPI <V>",
        "billing NPI <V>",
    ),
    "us_dea": placed(
        "dea|dea_number|DEA|prescriber_dea", "DEA|DEA number|DEA registration|DEA #",
        "Prescriber DEA <V>", "Dr. Patel, DEA No. <V>",
        "controlled substance script, DEA: <V>", "DEA Reg <V>",
    ),
    "us_mbi": placed(
        "mbi|medicare_beneficiary_identifier|MBI|medicare_id",
        "MBI|Medicare Beneficiary Identifier|Medicare number|Medicare ID",
        "My red-white-and-blue Medicare card says <V>", "beneficiary MBI <V>",
        "Part B claim for MBI <V>", "Medicare # <V>",
    ),
    "us_routing": placed(
        "routing_number|aba|routingNumber|aba_routing|rtn",
        "routing number|ABA routing number|ABA number|ABA", "Routing <V>, checking account on file",
        "wire to ABA <V>", "Direct deposit: routing no. <V>", "RTN: <V>", "bank routing # <V>",
        "transit routing number <V>",
    ),
    "us_bank_account": placed(
        "account_number|bank_account_number|accountNumber|checking_account",
        "bank account number|account number|checking account number|bank account",
        "Deposit it to checking account <V>", "Acct no. <V> at Chase", "savings account <V>",
        "My bank acct # is <V>", "beneficiary account number <V>",
        "ACH debit from account <V>", "Número de cuenta bancaria: <V>",
    ),
    "swift_bic": placed(
        "swift|bic|swift_code|bicCode|swiftBic", "SWIFT|BIC|SWIFT code|SWIFT/BIC|BIC code",
        "Wire via SWIFT <V>", "Code BIC : <V>", "BIC der Bank: <V>",
        "código SWIFT: <V>", "SWIFT-код: <V>", "correspondent bank BIC <V>", "codice BIC <V>",
    ),
    "passport": placed(
        "passport|passport_number|passportNo|passport_no|travel_document_number",
        "passport number|passport no|passport|Passport No.",
        "Reisepassnummer: <V>", "Reisepass Nr. <V>", "Numéro de passeport : <V>",
        "mon passeport n° <V>", "Número de pasaporte: <V>", "mi pasaporte es <V>",
        "numero di passaporto: <V>", "número do passaporte: <V>", "paspoortnummer <V>",
        "numer paszportu: <V>", "паспорт: <V>", "номер паспорта <V>",
        "护照号码: <V>", "我的护照号是<V>", "旅券番号: <V>", "パスポート番号は<V>です",
        "여권번호: <V>", "رقم جواز السفر: <V>",
        "Pasaport no: <V>", "पासपोर्ट नंबर: <V>",
        "số hộ chiếu: <V>", "nomor paspor: <V>", "Passnummer: <V>",
    ),
    "driver_license": placed(
        "driver_license|drivers_license_number|dl_number|driverLicense|licence_number",
        "driver's license|driver's license number|driving licence number|DL",
        "Führerscheinnummer: <V>", "Führerschein Nr. <V>", "numéro de permis de conduire : <V>",
        "permis de conduire n° <V>", "licencia de conducir: <V>",
        "número de licencia de conducir <V>", "numero di patente: <V>", "patente di guida <V>",
        "carteira de motorista: <V>", "CNH: <V>", "rijbewijsnummer: <V>",
        "prawo jazdy nr <V>", "водительское удостоверение: <V>", "驾驶证号: <V>",
        "運転免許証番号: <V>",
        "운전면허번호: <V>", "körkortsnummer <V>",
        "DL# <V> state CA", "driving license no <V>",
    ),
    "date_of_birth": placed(
        "dob|date_of_birth|birth_date|dateOfBirth|birthday|birthdate",
        "date of birth|DOB|birth date|birthday|D.O.B.", "I was born on <V> in Leeds.",
        "Patient born <V>, admitted today", "Geburtsdatum: <V>", "geboren am <V>",
        "Ich bin am <V> geboren.", "Né le <V> à Lyon", "Date de naissance : <V>",
        "je suis née le <V>", "Fecha de nacimiento: <V>", "Nací el <V>", "nata il <V> a Roma",
        "data di nascita: <V>", "Data de nascimento: <V>", "nasci em <V>",
        "geboortedatum: <V>", "data urodzenia: <V>", "ur. <V>", "född <V>", "fødselsdato: <V>",
        "syntymäaika: <V>", "datum narození: <V>", "születési idő: <V>",
        "data nașterii: <V>", "дата рождения: <V>", "родился <V>", "doğum tarihi: <V>",
        "تاريخ الميلاد: <V>", "תאריך לידה: <V>", "जन्म तिथि: <V>", "出生日期: <V>",
        "生年月日: <V>", "생년월일: <V>", "วันเกิด: <V>", "ngày sinh: <V>", "tanggal lahir: <V>",
        "ημερομηνία γέννησης: <V>", "<V> is her birthday",
    ),
    "phone": placed(
        "phone|phone_number|mobile|tel|cell_phone|phoneNumber|msisdn",
        "phone|phone number|mobile|cell|Tel.", "Call me at <V> after five", "Telefon: <V>",
        "Handynummer: <V>", "Meine Telefonnummer ist <V>", "Tél. : <V>",
        "mon numéro de téléphone est le <V>", "Teléfono: <V>", "mi móvil es <V>", "cellulare <V>",
        "telefono: <V>", "celular: <V>", "meu telefone é <V>", "telefoonnummer: <V>",
        "numer telefonu: <V>", "телефон: <V>", "мой номер телефона <V>", "电话: <V>",
        "手机号: <V>", "我的手机号是<V>", "電話番号: <V>", "電話番号は<V>です", "전화번호: <V>",
        "휴대폰: <V>", "هاتف: <V>",
        "फ़ोन: <V>", "मोबाइल नंबर <V>", "โทร. <V>", "điện thoại: <V>",
        "nomor telepon: <V>", "No. HP <V>", "WhatsApp <V>", "text me on <V>", "fax <V>",
        "reach me on <V>", "τηλέφωνο: <V>", "טלפון: <V>", "Telefonnummer: <V>", "puhelin <V>",
    ),
    "eth": placed("wallet|eth_address|wallet_address|to_address",
    "wallet|ETH address|Ethereum wallet", "Send 0.2 ETH to <V>", "mein Ethereum-Wallet <V>"),
    "credit_card": placed(
        "card_number|cardNumber|pan|cc_number|credit_card",
        "card number|credit card|credit card number|debit card", "Kreditkarte: <V>",
        "Kreditkartennummer <V>", "carte bancaire : <V>", "tarjeta de crédito: <V>",
        "numero di carta <V>", "cartão de crédito: <V>", "karta kredytowa <V>",
        "номер карты: <V>", "信用卡号: <V>", "クレジットカード番号: <V>", "카드번호: <V>",
        "PAN=<V> EXP=12/29",
    ),
    "mac": placed("mac|mac_address|macAddress|hwaddr", "MAC|MAC address|mac addr",
    "MAC-Adresse: <V>", "adresse MAC : <V>"),
}  # fmt: skip
