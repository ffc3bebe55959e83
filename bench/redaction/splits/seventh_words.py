"""Words of the seventh split: names of kinds in many languages, and the shapes that hold them."""

from __future__ import annotations

__all__ = ["CONTEXTS", "planted"]


def planted(text: str) -> str:
    """Return a template for `str.format` of a text in which the value stands as `<V>`."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{}")


_LABELLED = (
    "<L>: <V>", "<L>:<V>", "<L> : <V>\n", "<L> = <V>", "<L> <V>", "<L>\n<V>", "<L>:\n\n<V>\n",
    "<L>:\t<V>\t", "| <L> | Status |\n|---|---|\n| <V> | open |", "- **<L>:** <V>\n- Status: open",
    "| Name | <L> | City |\n|------|:---:|-----|\n| Ada L. | <V> | Turin |", "* <L>: `<V>`",
    "<tr><td><L></td><td><V></td></tr>", "<dt><L></dt>\n<dd><V></dd>", "<V> (<L>)",
    "| **<L>** | <V> |", '<label><L></label> <span class="v"><V></span>',
    '<th scope="row"><L></th>\n  <td><V></td>', "Name;<L>;City\nAda L.;<V>;Turin",
    "Name\t<L>\tCity\nAda L.\t<V>\tTurin", "<L> ........ <V>",
    "[page 2 of 3]\n<L>\n\n<V>\nSignature", "<L> -> <V>", "<L> \u2013 <V>", "• <L>: “<V>”",
    'The form says \\"<L>: <V>\\".', "Q: <L>?\nA: <V>", "<L>:\u00a0<V>", "<L>：<V>",
    '{"label": "<L>", "value": "<V>"}', '{"answer": "<V>", "question": "<L>"}', "+ <L>: <V>",
    "> <L>: <V>\n> \n> Thanks", "<p><b><L>:</b>&nbsp;<V></p>", "Ada L., <L> <V>, Turin",
    "user: what is on the scan?\nassistant: I can read **<L>** <V> on it.", "<L>(<V>)",
    "1. Name: Ada\n2. <L>: <V>\n3. City: Turin", "<L>\\n<V>\\n", "<L>:\\t<V>", "<L>: [<V>]",
)  # fmt: skip
_KEYED = (
    '{"<L>": "<V>"}', '{"<L>":"<V>","city":"Oslo"}', "<L>=<V>", "<L>: <V>\ncity: Oslo",
    "?page=2&<L>=<V>&lang=en", "city=Oslo&<L>=<V>", '<L> = "<V>"', "id,<L>,city\n17,<V>,Oslo",
    '{"type":"tool_use","name":"save_form","input":{"city":"Oslo","<L>":"<V>"}}',
    '{"function":{"name":"lookup","arguments":"{\\"<L>\\": \\"<V>\\"}"}}', "<<L>><V></<L>>",
    '{"name": "<L>", "value": "<V>"}', '{"value": "<V>", "name": "<L>"}', "  '<L>': '<V>',",
    "SELECT * FROM clients WHERE <L> = '<V>'", "UPDATE clients SET <L>='<V>' WHERE id=17",
    "INSERT INTO clients (city, <L>) VALUES ('Oslo', '<V>')", '<input name="<L>" value="<V>">',
    " id |  <L>  | city\n----+-------+------\n 17 | <V> | Oslo", "<L> => <V>", "lookup(<L>='<V>')",
    '{"field":"<L>","op":"eq","value":"<V>"}', '<input type="text" value="<V>" id="<L>"/>',
    "record.<L> = '<V>';", 'form.append("<L>", "<V>")', 'form-data; name="<L>"\r\n\r\n<V>\r\n',
    'DEBUG row <L>="<V>" ok', '"<L>" : [ "<V>" ]', '{ <L>: "<V>", city: "Oslo" }',
    '{"<L>":{"stringValue":"<V>"}}', '{"key":"<L>","value":{"stringValue":"<V>"}}',
    "-<L>: Oslo\n+<L>: <V>",
    '{"jsonrpc":"2.0","method":"tools/call","params":{"arguments":{"<L>":"<V>"}}}',
    "Row(id=17, <L>='<V>')", '{\\\\\\"<L>\\\\\\":\\\\\\"<V>\\\\\\"}', "--<L> <V>", "--<L>=<V>",
)  # fmt: skip
_SAID = (
    "my <L> is <V>", "My <L> is <V>, can you check it?", "The customer's <L> is <V>.",
    "<V> is my <L>", "i think its <V> that's my <L>", "Please update the <L> to <V>",
    "We have your <L> on file as <V>.", "for the <L> please use <V>", "<L> on the form: <V>",
    "Agent: and your <L>, please?\nCaller: <V>", "[00:42] may I have the <L>\n[00:47] it's <V>",
    "(<L> <V>)", "what does <L> <V> belong to?", "her <L> was <V>", "re: <L> <V>",
    "<L> given: <V>", "Thought: the user gave the <L> <V>, so call the tool.",
    "<L> - <V> - verified",
)  # fmt: skip
_NAMES = """\
us_ssn said social security number|SSN
us_ssn label Social Security No.|Número de Seguro Social|Soc. Sec. #
us_ssn key ssn|social_security_number|socialSecurityNumber|patient-ssn|SSN
us_itin said ITIN|individual taxpayer identification number
us_itin label ITIN Number|Taxpayer ID (ITIN)
us_itin key itin|itin_number|taxpayerItin|ITIN
swift_bic said BIC|SWIFT code|SWIFT/BIC code
swift_bic label SWIFT-Code|BIC-Code|Code BIC|Código SWIFT|Codice SWIFT|BIC / SWIFT|Kod SWIFT
swift_bic label SWIFT kodu|SWIFT 代码|БИК SWIFT
swift_bic key bic|swift_code|swiftCode|bank-bic|SWIFT|bicCode|beneficiary_bic
uk_nhs said NHS number|NHS no
uk_nhs label NHS No.|NHS Number|NHS #|N.H.S. Number
uk_nhs key nhs_number|nhsNumber|nhs-no|NHS_NUMBER|patientNhsNumber
ca_sin said SIN|social insurance number
ca_sin label SIN Number|Numéro d'assurance sociale|NAS|S.I.N.
ca_sin key sin_number|socialInsuranceNumber|social-insurance-number|SIN|employee_sin
au_tfn said TFN|tax file number
au_tfn label Tax File Number (TFN)|TFN
au_tfn key tfn|taxFileNumber|tax_file_number|employee-tfn|TFN
au_medicare said Medicare card number|Medicare number
au_medicare label Medicare No.|Medicare Card No
au_medicare key medicare_number|medicareCardNumber|medicare-card-no|MEDICARE_NUMBER
au_abn said ABN|Australian Business Number
au_abn label ABN|A.B.N.|ABN No.
au_abn key abn|abnNumber|supplier_abn|ABN
de_steuer_id said Steuer-ID|German tax ID
de_steuer_id label Steueridentifikationsnummer|Steuer-IdNr.|IdNr.
de_steuer_id label Steuerliche Identifikationsnummer|Steuer-Identifikationsnummer
de_steuer_id key steuer_id|steuerId|steuerliche-id|steueridentifikationsnummer|STEUER_ID
pl_pesel said PESEL|PESEL number
pl_pesel label PESEL|Numer PESEL|Nr PESEL
pl_pesel key pesel|nr_pesel|peselNumber|PESEL
se_personnummer said personnummer|Swedish personal number
se_personnummer label Personnummer|Personnr|Pers.nr|Samordningsnummer
se_personnummer key personnummer|personal_number_se|kund-personnummer
nl_bsn said BSN|citizen service number
nl_bsn label BSN|Burgerservicenummer|BSN-nummer|Sofinummer
nl_bsn key bsn|burgerservicenummer|bsnNummer|patient_bsn|BSN
tr_tckn said TC kimlik numarası|Turkish ID number
tr_tckn label T.C. Kimlik No|TC Kimlik Numarası|TCKN|TC No|Kimlik No
tr_tckn key tckn|tc_kimlik_no|tcKimlikNo|tc-kimlik|TCKN
th_tnin said Thai national ID|Thai ID card number
th_tnin label เลขประจำตัวประชาชน|เลขบัตรประชาชน|หมายเลขบัตรประชาชน|Thai National ID No.
th_tnin key thai_national_id|thaiId|thai-id-card
jp_my_number said My Number|Individual Number (My Number)
jp_my_number label マイナンバー|個人番号|My Number (個人番号)
jp_my_number key my_number|myNumber|kojin_bango|MY_NUMBER
za_id said South African ID number|RSA ID number
za_id label SA ID Number|RSA ID No.|ID-nommer (SA)
za_id key za_id_number|saIdNumber|rsa-id-number|south_african_id
vin said VIN|vehicle identification number
vin label VIN|Fahrgestellnummer|Numéro VIN|Chassis number|Número de bastidor|Numero di telaio|FIN
vin label 车架号|車台番号|VIN-код|Numer VIN
vin key vin|vehicle_vin|vinNumber|vehicle-identification-number|VIN
imei said IMEI|IMEI number
imei label IMEI|IMEI 1|IMEI-Nummer|Numéro IMEI|Número IMEI|IMEI码|IMEI 番号|رقم IMEI|IMEI-код
imei key imei|imeiNumber|device_imei|device-imei|IMEI
us_npi said NPI|NPI number
us_npi label NPI|National Provider Identifier|Rendering Provider NPI|NPI #
us_npi key npi|npiNumber|provider_npi|billing-provider-npi|NPI
us_dea said DEA number|DEA registration number
us_dea label DEA #|DEA No.|DEA Registration Number|DEA Reg. No.
us_dea key dea_number|deaNumber|prescriber-dea|DEA_NUMBER
us_mbi said MBI|Medicare Beneficiary Identifier
us_mbi label Medicare ID (MBI)|Medicare Number|MBI
us_mbi key mbi|medicareBeneficiaryId|patient_mbi|MBI
us_routing said routing number|ABA routing number
us_routing label ABA Routing No.|Routing #|Routing Number (ABA)|Bank routing number|RTN (ABA)
us_routing key routing_number|routingNumber|aba-routing-number|aba
us_bank_account said bank account number|checking account number|direct deposit account number
us_bank_account label Bank Account No.|Checking Account #|Savings account number
us_bank_account label Bank Account Number|Bank acct #
us_bank_account key bank_account_number|bankAccountNumber|bank_acct_no|bank-account-no
us_bank_account key checkingAccountNumber
passport said passport number|passport no
passport label Passport No.|Reisepassnummer|Numéro de passeport|Número de pasaporte
passport label Numero di passaporto|Número do passaporte|Paspoortnummer|Passnummer|Numer paszportu
passport label Номер паспорта|Номер закордонного паспорта|Pasaport No|护照号码|護照號碼|旅券番号
passport label パスポート番号|여권번호|رقم جواز السفر|מספר דרכון|पासपोर्ट नंबर
passport label หมายเลขหนังสือเดินทาง|Số hộ chiếu|Nomor paspor|Passinumero|Číslo pasu|Útlevélszám
passport label Număr pașaport|Αριθμός διαβατηρίου
passport key passport_number|passportNumber|passport-no|PASSPORT_NO|passportNo|traveller_passport
driver_license said driver's license number|driving licence number|driver license
driver_license label Driver License No.|DL #|DLN|Führerscheinnummer|Numéro de permis de conduire
driver_license label Número de licencia de conducir|Numero patente di guida
driver_license label Carteira de motorista (CNH)|Rijbewijsnummer|Körkortsnummer|Numer prawa jazdy
driver_license label Номер водительского удостоверения|Ehliyet No|驾驶证号|運転免許証番号
driver_license label 운전면허번호|رقم رخصة القيادة|מספר רישיון נהיגה|ड्राइविंग लाइसेंस नंबर
driver_license label เลขที่ใบขับขี่|Số giấy phép lái xe|Ajokortin numero
driver_license label Nomor SIM (Surat Izin Mengemudi)
driver_license key driver_license_number|driversLicense|driving-licence-no|license_number_driver
driver_license key DRIVER_LICENSE
date_of_birth said date of birth|birth date|DOB|birthday
date_of_birth label DOB|D.O.B.|Date of Birth|Geburtsdatum|Date de naissance|Fecha de nacimiento
date_of_birth label Data di nascita|Data de nascimento|Geboortedatum|Födelsedatum|Fødselsdato
date_of_birth label Data urodzenia|Дата рождения|Дата народження|Doğum tarihi|出生日期|生年月日
date_of_birth label 생년월일|تاريخ الميلاد|תאריך לידה|जन्म तिथि|วันเกิด|Ngày sinh|Tanggal lahir
date_of_birth label Syntymäaika|Datum narození|Születési dátum|Data nașterii|Ημερομηνία γέννησης
date_of_birth key date_of_birth|dateOfBirth|birth-date|dob|DOB|birthDate|patient_dob
phone said phone number|mobile number|cell number
phone label Phone|Tel.|Telefon|Téléphone|Teléfono|Telefono|Telefone|Celular|Handy|Mobil
phone label Telefoonnummer|Puhelin|Telefonnummer|Телефон|Номер телефону|Cep telefonu|电话|手机号
phone label 電話番号|전화번호|휴대폰 번호|رقم الهاتف|טלפון|मोबाइल नंबर|เบอร์โทรศัพท์|Số điện thoại
phone label Nomor HP|Τηλέφωνο|Fax|WhatsApp
phone key phone|phone_number|phoneNumber|mobile-phone|PHONE|contactPhone|tel
in_aadhaar said Aadhaar number|Aadhaar
in_aadhaar label आधार संख्या|आधार नंबर|Aadhaar No.|UIDAI Aadhaar
in_aadhaar key aadhaar|aadhaar_number|aadhaarNo|AADHAAR
br_cpf said CPF|CPF number
br_cpf label CPF|Nº do CPF|CPF do titular
br_cpf key cpf|cpf_cliente|numeroCpf|CPF
br_cnpj said CNPJ|CNPJ number
br_cnpj label CNPJ|Nº do CNPJ|CNPJ da empresa
br_cnpj key cnpj|cnpj_fornecedor|numeroCnpj
kr_rrn said Korean resident registration number|주민등록번호
kr_rrn label 주민등록번호|주민번호|외국인등록번호|Resident Registration No. (KR)
kr_rrn key rrn|resident_registration_number|residentRegistrationNumber
eth said ETH address|Ethereum wallet address|wallet address
eth label Wallet Address|Ethereum address|钱包地址|ウォレットアドレス|Адрес кошелька
eth key wallet_address|walletAddress|eth_address|ethereum-address|payout_wallet
aws_key said AWS secret access key|AWS secret key
aws_key label AWS Secret Access Key|Secret access key (AWS)
aws_key key aws_secret_access_key|AWS_SECRET_ACCESS_KEY|secretAccessKey|awsSecretKey
aws_key key SecretAccessKey
"""
"""Names of an entity: as people say it in English, as forms print it, as programs call it."""


def _contexts(entity: str) -> tuple[str, ...]:
    """Cross names with shapes, so that each sort has a third of the texts."""
    names: dict[str, list[str]] = {"said": [], "label": [], "key": []}
    for line in _NAMES.splitlines():
        owner, sort, text = line.split(" ", 2)
        names[sort] += text.split("|") if owner == entity else []
    names["label"] += names["said"]
    texts = [
        [shape.replace("<L>", name) for name in names[sort] for shape in shapes]
        for sort, shapes in (("said", _SAID), ("label", _LABELLED), ("key", _KEYED))
    ]
    share = max(map(len, texts))
    return tuple(planted(each) for some in texts for each in some * (share // len(some)))


CONTEXTS = {line.split()[0]: _contexts(line.split()[0]) for line in _NAMES.splitlines()}
"""By entity, texts that name it beside the value."""
