"""Texts of the tenth split around what is told by its words: labels, keys, and where both stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.tenth_marks import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONTEXTS"]

_LABELLED = (
    "<L>: <V>", "<L>: <V>", "<L> <V>", "<L> - <V>", "<L> = <V>", "<L> is <V>", "<L>\n<V>",
    "<L>:\n  <V>", "**<L>:** <V>", "* <L>: `<V>`", "| <L> | <V> |", "<L>\t<V>", "<L> ....... <V>",
    "<L>: [<V>]", "<L>; <V>", "<L> → <V>", "_<L>_: <V>", "<li><L>: <V></li>",
    "<td><L></td><td><V></td>", "<b><L></b> <V><br>", "<th><L></th></tr><tr><td><V></td>",
    "<L>: <V>, thanks", "Here is my <L>: <V>", "my <L> is <V>.", "(<L> <V>)", "<L>：<V>",
    "> <L>: <V>", "what does the system say for <L> <V>?", "<V> is the <L>", "<V> (<L>)",
    "| name | <L> |\n|---|---|\n| Jo | <V> |", "name;<L>;city\nJo;<V>;Oslo", "name\t<L>\nJo\t<V>",
    "<L> on file: <V>", "<L> (as on the document): <V>", "1) <L>: <V>\n2) other: none",
    "Name: Jo Doe, <L>: <V>", "OCR> <L> ; <V>", "Agent: and the <L>? Caller: yes, it's <V>",
    "\u2022 <L> \u2013 <V>", "FIELD <L>|VALUE <V>", "Please update the <L> to <V> today",
    '"<L>": "<V>"', "{'<L>': '<V>'}", "- **<L>** — <V>", "<L>:&nbsp;<V>", "<L>:\\n<V>",
    "<L>\u00a0: <V>",
)  # fmt: skip
_KEYED = (
    '"<K>": "<V>"', '"<K>":"<V>"', "'<K>': '<V>'", '{"id": 7, "<K>": "<V>", "ok": true}',
    '{\\"<K>\\":\\"<V>\\"}', '{\\"a\\":{\\"<K>\\":\\"<V>\\"}}', "<K>=<V>", "<K>: <V>", "<K>: '<V>'",
    '<K> = "<V>"', "<K>=<V>&page=2", "https://x.example/q?<K>=<V>", "<<K>><V></<K>>",
    '<ns:<K> type="string"><V></ns:<K>>', '<field name="<K>"><V></field>',
    '<input name="<K>" value="<V>">', '{"name": "<K>", "value": "<V>"}',
    '{"value": "<V>", "name": "<K>"}', '{"key":"<K>","value":{"stringValue":"<V>"}}',
    '{"field":"<K>","old":null,"new":"<V>"}', "UPDATE t SET <K> = '<V>' WHERE id = 3",
    "SELECT id FROM t WHERE <K> = '<V>'", "INSERT INTO t (id, <K>) VALUES (3, '<V>')",
    "id,<K>\n3,<V>", "id;<K>;n\n3;<V>;1", "id|<K>\n3|<V>", "person.<K> = '<V>'",
    'p.set_<K>("<V>");', '<K>: Some("<V>")', "<K>='<V>', n=2)", '<K> := "<V>"', ':<K> => "<V>"',
    "$<K> = '<V>';", '["<K>"]="<V>"', "map[<K>:<V> n:1]", "User{id=3, <K>=<V>}",
    "  <K>: <V>\n  other: x", 'Content-Disposition: form-data; name="<K>"\r\n\r\n<V>\r\n--b',
    "X-User-<K>: <V>", "invalid value for <K>: '<V>'", "ValidationError: <K>\n  input_value='<V>'",
    "Key (<K>)=(<V>) already exists.", '{"<K>": ["<V>"]}',
    '{"<K>": {"value": "<V>", "verified": true}}', 'lookup(<K>="<V>")', "<K>%3D<V>",
    "db.people.find({<K>: '<V>'})", 'HSET u:1 <K> "<V>"', "-[ RECORD 1 ]\n<K> | <V>",
    "level=info <K>=<V> msg=ok", "<K>\t<V>", '<K>="<V>"', "--<K> <V>", '{<K>: "<V>"}',
    '<K>="<V>",n="1"', "ctx.<K>: <V>",
)  # fmt: skip
_TERMS: dict[str, tuple[str, str]] = {
    "us_ssn": (
        (
            "SSN|Social Security number|social security no.|Social Security #|US social "
            "security number|número de seguro social"
        ),
        "ssn|social_security_number|socialSecurityNumber|employee_ssn|borrowerSSN|ssn_full|SSN",
    ),
    "us_itin": (
        "ITIN|individual taxpayer identification number|IRS ITIN|taxpayer ITIN",
        "itin|itin_number|itinNumber|taxpayer_itin",
    ),
    "in_aadhaar": (
        "Aadhaar|Aadhaar number|Aadhaar card|Aadhar no|आधार संख्या|आधार नंबर|UIDAI number",
        "aadhaar|aadhaar_number|aadhaarNumber|aadhar_no|uidai_no|customer_aadhaar",
    ),
    "in_pan": (
        "PAN card|PAN number|Permanent Account Number|PAN no.|पैन नंबर|पैन कार्ड",
        "pan_number|panNumber|pan_card|pan_no|customerPanNumber",
    ),
    "br_cpf": (
        "CPF|CPF nº|CPF do titular|CPF do cliente|Cadastro de Pessoa Física",
        "cpf|cpf_cliente|nr_cpf|cpfTitular|documento_cpf|num_cpf",
    ),
    "br_cnpj": (
        "CNPJ|CNPJ da empresa|CNPJ nº|CNPJ do fornecedor",
        "cnpj|cnpj_emitente|nr_cnpj|cnpjFornecedor|empresa_cnpj",
    ),
    "kr_rrn": (
        "주민등록번호|주민번호|RRN|resident registration number|주민등록번호 뒷자리 포함",
        "rrn|jumin_no|resident_registration_number|residentRegistrationNumber|juminNumber",
    ),
    "uk_nhs": (
        "NHS number|NHS no|NHS No.|patient's NHS number|NHS Number",
        "nhs_number|nhsNumber|nhs_no|patient_nhs_number|NHSNumber",
    ),
    "ca_sin": (
        "SIN|Social Insurance Number|social insurance no.|numéro d'assurance sociale|NAS",
        "sin|sin_number|social_insurance_number|socialInsuranceNumber|employee_sin",
    ),
    "au_tfn": (
        "TFN|Tax File Number|tax file no.|my TFN", "tfn|tax_file_number|taxFileNumber|employee_tfn",
    ),
    "au_medicare": (
        "Medicare number|Medicare card number|Medicare no.|Medicare card",
        "medicare_number|medicareNumber|medicareCardNumber|medicare_card_no|patient_medicare",
    ),
    "au_abn": (
        "ABN|Australian Business Number|supplier ABN|A.B.N.",
        "abn|abn_number|supplierAbn|business_abn|ABN",
    ),
    "de_steuer_id": (
        (
            "Steuer-ID|Steuer-IdNr.|steuerliche Identifikationsnummer|Steueridentifikations"
            "nummer|Steuer-Identifikationsnummer|IdNr."
        ),
        "steuer_id|steuerId|steueridentifikationsnummer|steuerliche_id|steuer_idnr|SteuerID",
    ),
    "pl_pesel": (
        "PESEL|nr PESEL|numer PESEL|PESEL pacjenta|numeru PESEL",
        "pesel|nr_pesel|peselNumber|pacjent_pesel|PESEL",
    ),
    "se_personnummer": (
        "personnummer|Personnr|pers.nr|mitt personnummer|Swedish personal identity number",
        "personnummer|person_nummer|personNummer|pnr_se_personnummer|kund_personnummer",
    ),
    "nl_bsn": (
        "BSN|BSN-nummer|burgerservicenummer|sofinummer|mijn BSN",
        "bsn|bsn_nummer|burgerservicenummer|bsnNummer|patient_bsn",
    ),
    "tr_tckn": (
        "T.C. Kimlik No|TC kimlik numarası|TCKN|T.C. Kimlik Numaram|TC Kimlik",
        "tckn|tc_kimlik_no|tcKimlikNo|musteri_tckn|tc_kimlik",
    ),
    "th_tnin": (
        "เลขประจำตัวประชาชน|เลขบัตรประชาชน|Thai national ID|Thai ID card number|บัตรประชาชน",
        "thai_id|thai_national_id|thaiIdCard|thai_citizen_id",
    ),
    "jp_my_number": (
        "マイナンバー|個人番号|My Number|マイナンバー（個人番号）|My Number (Japan)",
        "my_number|mynumber|myNumber|kojin_bango|employee_my_number",
    ),
    "za_id": (
        (
            "SA ID number|South African ID|RSA ID number|South African identity number|SA "
            "identity number"
        ),
        "sa_id_number|za_id_number|rsa_id|saIdNumber|south_african_id",
    ),
    "swift_bic": (
        (
            "BIC|SWIFT|SWIFT code|BIC/SWIFT|SWIFT-Code|code BIC|código SWIFT|Kod "
            "SWIFT|SWIFTコード|codice BIC|SWIFT kodu|БИК SWIFT"
        ),
        "bic|swift|swift_code|swiftCode|bic_code|bicCode|beneficiary_bic|bank_swift_code",
    ),
    "vin": (
        (
            "VIN|vehicle identification number|chassis "
            "number|Fahrgestellnummer|Fahrzeug-Identifizierungsnummer|numéro de "
            "châssis|número de bastidor|numero di telaio|chassisnummer|numer VIN|şasi "
            "numarası|VIN-код|车架号|車台番号|차대번호"
        ),
        "vin|vehicle_vin|vinNumber|vin_number|vehicleIdentificationNumber|chassis_no",
    ),
    "imei": (
        "IMEI|IMEI number|IMEI 1|IMEI-Nummer|numéro IMEI|número IMEI|IMEI код|设备IMEI|IMEI番号",
        "imei|device_imei|deviceImei|imei1|imei_number|handset_imei",
    ),
    "us_npi": (
        (
            "NPI|NPI number|National Provider Identifier|prescriber NPI|rendering provider "
            "NPI|billing NPI"
        ),
        "npi|npi_number|provider_npi|npiNumber|renderingNpi|prescriber_npi",
    ),
    "us_dea": (
        "DEA number|DEA no.|DEA #|DEA registration|prescriber DEA|DEA Reg. No.",
        "dea|dea_number|deaNumber|prescriber_dea|dea_registration",
    ),
    "us_mbi": (
        (
            "MBI|Medicare Beneficiary Identifier|Medicare ID|Medicare beneficiary "
            "ID|Medicare claim MBI"
        ),
        "mbi|mbi_number|medicare_beneficiary_identifier|medicareBeneficiaryId|patient_mbi",
    ),
    "us_routing": (
        (
            "routing number|ABA routing number|ABA|RTN|ABA number|bank routing "
            "no.|routing/transit number|ACH routing"
        ),
        "routing_number|routingNumber|aba_number|bank_routing_number|abaRouting|ach_routing_number",
    ),
    "us_bank_account": (
        (
            "bank account number|account number|checking account|savings account "
            "number|acct #|bank acct no.|deposit account number|beneficiary account number"
        ),
        (
            "bank_account_number|bankAccountNumber|account_number|accountNumber|bank_accoun"
            "t|checking_account_number|ach_account_number"
        ),
    ),
    "credit_card": (
        (
            "card number|credit card|debit card number|card "
            "no.|Kreditkartennummer|Kartennummer|numéro de carte|carte bancaire|número de "
            "tarjeta|numero di carta|número do cartão|creditcardnummer|nr karty|kart "
            "numarası|kortnummer|номер карты|"
            "номер картки|カード番号|카드번호|银行卡号|信用卡号|nomor "
            "kartu|क्रेडिट कार्ड|رقم البطاقة"
        ),
        (
            "card_number|cardNumber|cc_number|ccNumber|credit_card|creditCardNumber|payment"
            "_card_number|card_no|pan_card_number"
        ),
    ),
    "mac": (
        (
            "MAC|MAC address|MAC-Adresse|adresse MAC|dirección MAC|indirizzo MAC|Wi-Fi "
            "MAC|endereço MAC|adres MAC|MAC-адрес|MACアドレス|MAC地址"
        ),
        "mac|mac_address|macAddress|wlan_mac|device_mac|hw_mac_addr",
    ),
    "eth": (
        (
            "Ethereum address|ETH address|ETH wallet|Ethereum wallet address|ETH deposit "
            "address|adresse Ethereum|Ethereum-Adresse|dirección Ethereum|endereço "
            "Ethereum|адрес Ethereum|以太坊 ETH 地址|ETHアドレス"
        ),
        "eth_address|ethereum_address|ethAddress|eth_wallet|ethereumWallet",
    ),
    "phone": (
        (
            "phone|Phone number|tel|Tel.|mobile|cell|call me "
            "at|Telefon|Handy|Tel.-Nr.|Rückruf unter|téléphone|portable|Tél.|teléfono|móvil"
            "|celular|telefono|cellulare|telefone|celular|telefoonnummer|mobiel|telefon "
            "komórkowy|nr tel.|cep telefonu|mobilnummer|puhelin|telefonní "
            "číslo|телефон|мобильный|номер телефону|電話番号|携帯|전화번호|휴대폰|手机号|电话|फ़ोन "
            "नंबर|मोबाइल|nomor HP|رقم الهاتف|số điện thoại|WhatsApp|fax"
        ),
        (
            "phone|phone_number|phoneNumber|mobile|mobile_phone|mobileNumber|telephone|tel|"
            "cell_phone|contactPhone|telefon|telefono|msisdn|homePhone|customer_phone"
        ),
    ),
    "passport": (
        (
            "passport|passport number|passport no.|Reisepass-Nr.|Reisepassnummer|numéro de "
            "passeport|passeport n°|número de pasaporte|pasaporte|numero di "
            "passaporto|passaporto n.|número do passaporte|paspoortnummer|nr "
            "paszportu|numer paszportu|pasaport no|passnummer|passin numero|číslo "
            "pasu|номер паспорта|загранпаспорт|"
            "номер паспорту|パスポート番号|旅券番号|여권번호|护照号码|पासपोर"
            "्ट नंबर|nomor paspor|رقم جواز السفر|số hộ chiếu"
        ),
        (
            "passport_number|passportNumber|passport_no|passportNo|travel_document_passport"
            "|passport|passport_id"
        ),
    ),
    "driver_license": (
        (
            "driver's license|driver license number|drivers licence|driving licence no.|DL "
            "number|Driver's License #|Führerschein-Nr.|Führerscheinnummer|numéro de "
            "permis de conduire|permis de conduire n°|permiso de conducir|número de "
            "licencia de conducir|numero di patente|patente di guida|CNH|carteira de "
            "motorista|rijbewijsnummer|numer prawa jazdy|prawo jazdy nr|ehliyet "
            "no|körkortsnummer|ajokortin numero|číslo řidičského průkazu|водительское "
            "удостоверение|運転免許証番号|운전면허번호|驾驶证号|"
            "ड्राइविंग लाइसेंस|nomor SIM mengemudi|رقم "
            "رخصة القيادة"
        ),
        (
            "drivers_license|driver_license_number|driverLicenseNumber|driving_licence_no|d"
            "l_number|driversLicense|license_number_driver"
        ),
    ),
    "date_of_birth": (
        (
            "date of birth|DOB|D.O.B.|birth date|birthday|born|born on|Geburtsdatum|geb. "
            "am|geboren am|date de naissance|né le|née le|fecha de nacimiento|nacida "
            "el|data di nascita|nato il|data de nascimento|geboortedatum|geboren op|data "
            "urodzenia|ur. dnia|doğum tarihi|födelsedatum|född|syntymäaika|datum "
            "narození|дата рождения|родился|дата народження|生年月日|생년월일|出生日期|生日|जन्म "
            "तिथि|tanggal lahir|تاريخ الميلاد|ngày sinh|ημερομηνία "
            "γέννησης|fødselsdato|születési dátum|data nașterii"
        ),
        (
            "dob|date_of_birth|dateOfBirth|birth_date|birthDate|birthday|patient_dob|geburt"
            "sdatum|fecha_nacimiento|birthdate"
        ),
    ),
}  # fmt: skip
_SENTENCES: dict[str, Sequence[str]] = {
    "us_ssn": (
        "The last question asked for my social, it's <V>",
        "W-2 box a Employee's social security number <V>", "ssn on the I-9 was <V>, please correct",
    ),
    "us_itin": ("The IRS assigned me the ITIN <V> last year", "He has no SSN, only an ITIN: <V>"),
    "in_aadhaar": (
        "मेरा आधार नंबर <V> है", "KYC pending: link Aadhaar <V> with mobile",
        "eKYC failed for uid (aadhaar) <V>",
    ),
    "in_pan": (
        "मेरा पैन कार्ड नंबर <V> है", "TDS was cut against PAN number <V>",
        "link PAN card <V> to the folio",
    ),
    "br_cpf": (
        "Meu CPF é <V>, pode conferir?", "Nota emitida para o CPF <V> em São Paulo",
        "portador do CPF nº <V>",
    ),
    "br_cnpj": ("Empresa inscrita no CNPJ sob o nº <V>", "favor faturar no CNPJ <V>"),
    "kr_rrn": ("제 주민등록번호는 <V> 입니다", "주민번호 <V> 로 조회해 주세요"),
    "uk_nhs": (
        "Referral for Mr Brown, NHS <V>, seen in clinic", "NHS No: <V> DOB withheld",
        "His NHS number came up as <V> on SystmOne",
    ),
    "ca_sin": ("T4 slip box 12 social insurance number <V>", "Mon NAS est le <V>"),
    "au_tfn": ("Super fund wants my tax file number, <V>", "TFN declaration: <V>"),
    "au_medicare": (
        "Bulk billed on Medicare card <V> ref 2", "My Medicare number is <V>, exp 08/27",
    ),
    "au_abn": ("TAX INVOICE\nABN <V>\nTotal incl. GST $110.00", "invoice from ABN <V>"),
    "de_steuer_id": (
        "Lohnsteuerbescheinigung, Identifikationsnummer: <V>",
        "Bitte teilen Sie die Steuer-ID mit: <V>", "meine Steuer-ID lautet <V>",
    ),
    "pl_pesel": (
        "legitymująca się numerem PESEL <V>", "Pacjent Jan K., PESEL: <V>", "mój PESEL to <V>",
    ),
    "se_personnummer": ("Mitt personnummer är <V>", "Journal för patient med personnummer <V>"),
    "nl_bsn": (
        "Mijn BSN is <V>, kunt u dat controleren?", "burgerservicenummer (<V>) op de loonstrook",
    ),
    "tr_tckn": ("T.C. kimlik numaram <V>, yardımcı olur musunuz", "Hasta TC Kimlik: <V>"),
    "th_tnin": ("เลขประจำตัวประชาชนของฉันคือ <V>", "บัตรประชาชนเลขที่ <V>"),
    "jp_my_number": ("私のマイナンバーは<V>です", "源泉徴収票 個人番号 <V>"),
    "za_id": ("My South African ID number is <V>", "FICA check: SA ID <V> verified"),
    "swift_bic": (
        "Bitte überweisen, BIC <V>, Verwendungszweck Miete", "wire to JPM, SWIFT <V>, for credit",
        "virement : BIC <V>", ":57A:<V> (SWIFT MT103 account with institution, BIC)",
    ),
    "vin": (
        "the dealer ran the VIN <V> and found a recall", "FIN (Fahrgestellnr.): <V>",
        "CARFAX report for VIN <V>",
    ),
    "imei": (
        "dial *#06#, it shows IMEI <V>", "Blacklist check: IMEI <V>", "phone stolen, IMEI was <V>",
    ),
    "us_npi": ("Box 24J rendering provider NPI <V>", "Dr. Patel (NPI <V>) ordered labs"),
    "us_dea": ("Rx: oxycodone 5mg, DEA <V>", "Dr. Reyes, DEA# <V>"),
    "us_mbi": ("Medicare beneficiary, MBI <V>, part B", "claim denied: MBI <V> not found in CWF"),
    "us_routing": (
        "direct deposit: routing <V>, account ends 4411", "ACH debit, routing number <V>",
        "voided check shows ABA <V>",
    ),
    "us_bank_account": (
        "direct deposit into account number <V>, checking",
        "wire to beneficiary account <V> at Chase bank", "bank account <V> was debited",
    ),
    "credit_card": (
        "caller reads the card number: <V>", "charge my credit card <V> exp 09/27 cvv 123",
        "ma carte de crédit est <V>", "meine Kreditkarte <V> wurde abgelehnt",
        "OCR of card image: CARD NUMBER <V> VALID THRU 11/28", "Visa <V> 11/27 card holder J DOE",
    ),
    "mac": ("the printer's MAC address <V> is blocked", "dhcp lease for hardware ethernet MAC <V>"),
    "eth": (
        "send the ETH to <V> please", "my MetaMask Ethereum wallet is <V>",
        "refund 0.4 ETH to wallet <V>",
    ),
    "phone": (
        "ring me on my mobile <V> after five",
        "Rufen Sie mich bitte unter der Telefonnummer <V> an",
        "tu peux m'appeler au <V> (portable)", "mi móvil es el <V>", "il mio cellulare è <V>",
        "meu celular é <V>", "moj telefon: <V>, proszę dzwonić", "min mobil är <V>",
        "мой телефон <V>, звоните", "携帯は<V>です", "제 휴대폰 번호는 <V> 입니다",
        "我的手机号是<V>",
        "मेरा मोबाइल नंबर <V> है", "text or call <V>", "T: <V> | phone reception",
        "Callback number <V>",
    ),
    "passport": (
        "traveling on passport <V>, issued 2021", "Reisepass <V>, gültig bis 2031",
        "je voyage avec le passeport <V>", "паспорт <V> выдан УФМС", "パスポート番号は<V>です",
        "visa application, passport no <V>",
    ),
    "driver_license": (
        "pulled over, driver license <V> State: TX", "Führerschein <V> der Klasse B",
        "driver's license number <V> expires 2029", "CNH nº <V> categoria B",
    ),
    "date_of_birth": (
        "patient born <V> presents with cough", "Jo Doe, born on <V> in Leeds",
        "Herr M., geb. <V>, wohnhaft in Ulm", "Mme L., née le <V> à Lyon",
        "PATIENT: DOE, J  DOB: <V>  SEX: F", "ur. <V> w Krakowie", "родился <V> в Казани",
        "PID|1||123||DOE^JO||<V>|F  (date of birth)",
    ),
}  # fmt: skip
_NAMELESS = {"date_of_birth", "phone", "swift_bic"}  # of these nobody says number


def _contexts(entity: str) -> tuple[str, ...]:
    labels, keys = (each.split("|") for each in _TERMS[entity])
    shells = _LABELLED if entity in _NAMELESS else (*_LABELLED, "<L> no. <V>", "<L>#: <V>")
    made = [each.replace("<L>", label) for each in shells for label in labels]
    made += [each.replace("<K>", key) for each in _KEYED for key in keys]
    made += list(_SENTENCES[entity]) * 15
    return tuple(map(plain, made))


CONTEXTS: dict[str, Sequence[str]] = {entity: _contexts(entity) for entity in _TERMS}
"""By entity of tier B, its texts."""
