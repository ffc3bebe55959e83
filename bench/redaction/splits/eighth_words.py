"""Words beside values of the eighth split, as people, forms, tables, logs and programs put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.sixth_words import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONTEXTS"]

_SAID = (
    "<L>: <V>", "my <L> is <V>", "<V> is my <L>", "its <V>, thats my <L>", "<L> – <V>",
    "pls update the <L> to <V> thx", "i gave you the wrong <L>, the right one is <V>",
    "Could you check whether <V> is the <L> you have on file?", "<L> <V>", "<L> = <V>",
    "**<L>:** <V>", "Agent: can I have your <L> please?\nCustomer: sure, it's <V>", "<L>\n<V>",
    "- <L>: `<V>`", "User: what <L> did I give you last week?\nAssistant: You told me it was <V>.",
    "Ticket 4411\nSubject: wrong data\n\nHello team,\nthe <L> of this customer must read <V>.\nBR",
    "For the form, the <L> that she sent us this morning was <V>", "the <L> on the letter says <V>",
    "(<L> <V>)", "thnx! and the <L> u asked for is <V> right", "<L>............. <V>",
    "[00:02:11] CALLER: okay so my <L>, hang on, is <V>\n[00:02:19] AGENT: thank you",
    "Extract all fields. Document: <L>: <V>; status: approved", "<L>* [ <V> ]", "<L>:\t<V>",
)  # fmt: skip
_WRITTEN = (
    '{"type":"tool_use","name":"update_record","input":{"<K>":"<V>","notify":true}}',
    '{"function":{"name":"save","arguments":"{\\"<C>\\": \\"<V>\\", \\"step\\": 2}"}}',
    '{"<C>":"<V>"}', '{"record": {"status": "open", "<K>": "<V>"}}', '{"<H>": ["<V>"]}',
    '{"name": "<K>", "value": "<V>"}', '[{"value":"<V>","key":"<C>"}]', "<K>: <V>", "<K>: '<V>'",
    'record:\n  state: new\n  <C>: "<V>"\n', "id,<K>,city\n17,<V>,north",
    "id;state;<L>\n3;ok;<V>\n", "| id | <L> |\n|---|---|\n| 17 | <V> |",
    "| <L> | state |\n| --- | --- |\n| <V> | new |",
    "<table><tr><th>Row</th><th><L></th></tr><tr><td>1</td><td><V></td></tr></table>",
    "<tr><td><L></td><td><V></td></tr>", "<<C>><V></<C>>", '<input name="<K>" value="<V>">',
    "INSERT INTO people (id, <K>) VALUES (17, '<V>')", "SELECT 1 FROM t WHERE <K> = '<V>' LIMIT 1",
    "UPDATE people SET <K>='<V>' WHERE id=17", 'level=info msg="saved" <K>=<V> took_ms=12',
    "WARN c.a.Validator - invalid <C> '<V>'", "ValueError: bad <K>: '<V>'",
    "/lookup?<K>=<V>&page=1", 'record["<K>"] = "<V>"', "--<H>=<V>", "row = Person(<K>='<V>')",
    "<K>\tstate\n<V>\tnew", "<dt><L></dt><dd><V></dd>", "DEBUG payload={'<C>': '<V>', 'retry': 0}",
)  # fmt: skip


def _framed(label: str, *keys: str, said: Sequence[str]) -> tuple[str, ...]:
    """Return templates: the ones of every label, and those of one entity, as many."""
    made: list[str] = []
    for form in (*_SAID, *_WRITTEN):
        for key in keys:
            head, *rest = key.split("_")
            camel = head + "".join(part.title() for part in rest)
            text = form.replace("<K>", key).replace("<C>", camel)
            made.append(text.replace("<H>", key.replace("_", "-")).replace("<L>", label))
    return tuple(map(escaped, (*made, *[*said] * (len(made) // len(said) or 1))))


CONTEXTS: dict[str, Sequence[str]] = {
    "us_ssn": _framed("social security number", "ssn", "social_security_number", said=(
        "my ssn is <V>", "SSN <V>", "social: <V>", "ssn# <V>", "soc sec no. <V>", "SS# <V>",
        "número de seguro social: <V>", "her social security no is <V>", "whats ur ssn? <V>",
        "Social Security Number (no dashes): <V>", "mi número de seguro social es <V>",
        "Taxpayer SSN ...... <V>", "EMPLOYEE SSN: <V>", "so my social is um <V>",
        "ssn on file: <V>",
    )),
    "phone": _framed("phone number", "phone", "mobile_number", "phone_number", said=(
        "call me on <V>", "my cell is <V>", "tel. <V>", "Tel: <V>", "ring me at <V> after 6pm",
        "WhatsApp me at <V>", "text me: <V>", "Handynummer: <V>", "Telefon <V>",
        "Meine Handynummer ist <V>", "mon numéro de téléphone est le <V>", "Tél. : <V>",
        "mi teléfono es <V>", "celular: <V>", "meu telefone é <V>",
        "il mio numero di telefono è <V>", "cellulare <V>", "telefoonnummer: <V>",
        "mijn mobiele nummer is <V>", "numer telefonu: <V>", "telefon numaram <V>",
        "мой телефон <V>", "номер телефона: <V>", "电话：<V>", "我的手机号是<V>",
        "電話番号は<V>です", "携帯電話: <V>", "전화번호: <V>", "휴대폰 번호는 <V>입니다",
        "رقم الهاتف: <V>", "मेरा फ़ोन नंबर <V> है", "mob no <V>",
        "you can reach her by phone at <V>", "fax: <V>", "callback number is <V>", "Telefonnr. <V>",
    )),
    "in_aadhaar": _framed("Aadhaar number", "aadhaar", "aadhaar_number", said=(
        "my aadhar is <V>", "Aadhaar No. <V>", "aadhar card number <V>", "UIDAI number: <V>",
        "आधार संख्या: <V>", "मेरा आधार नंबर <V> है", "aadhaar: <V>", "AADHAAR NO : <V>",
        "pls link aadhaar <V> with my a/c", "e-KYC with aadhaar <V> failed", "आधार कार्ड <V>",
        "adhaar no is <V>", "sir my aadhaar card no is <V> kindly do needful",
        "Aadhaar (12 digits): <V>", "UID (Aadhaar) <V>",
    )),
    "br_cpf": _framed("CPF", "cpf", "cpf_titular", said=(
        "meu cpf é <V>", "CPF: <V>", "CPF nº <V>", "cpf do cliente <V>", "o CPF dela é <V>",
        "cpf <V> pfv", "CPF do titular: <V>", "inscrito no CPF sob o nº <V>", "qual o cpf? <V>",
        "CPF/MF <V>", "nota com cpf <V>", "portador do CPF <V>", "consulta cpf <V>",
        "Número do CPF (só números): <V>", "Brazilian tax id (CPF) <V>",
    )),
    "br_cnpj": _framed("CNPJ", "cnpj", "cnpj_emitente", said=(
        "CNPJ: <V>", "o cnpj da empresa é <V>", "inscrita no CNPJ sob o nº <V>", "CNPJ/MF <V>",
        "cnpj <V>", "CNPJ nº <V>", "qual o CNPJ? <V>", "emitente CNPJ <V>",
        "nota fiscal para o CNPJ <V>", "CNPJ do fornecedor: <V>", "consulta de CNPJ <V>",
        "matriz, CNPJ <V>", "our Brazilian CNPJ is <V>", "Razão Social: Padaria Sol; CNPJ: <V>",
        "cnpj do prestador = <V>",
    )),
    "kr_rrn": _framed("resident registration number", "rrn", "resident_registration_number", said=(
        "주민등록번호: <V>", "제 주민등록번호는 <V>입니다", "주민번호 <V>",
        "주민등록번호(13자리) <V>", "RRN: <V>", "주민번호는 <V> 이에요", "고객 주민등록번호 : <V>",
        "my korean resident registration no. is <V>", "주민등록번호 <V> 확인 부탁드립니다",
        "본인확인 주민번호=<V>", "Korean RRN <V>", "주민번호가 <V> 맞나요?",
        '{"주민등록번호":"<V>"}', "이름,주민등록번호\n지수,<V>", "| 주민등록번호 |\n|---|\n| <V> |",
    )),
    "eth": _framed("Ethereum address", "eth_address", "ethereum_address", said=(
        "my eth wallet is <V>", "send 0.2 ETH to <V>", "ETH: <V>", "ethereum wallet <V>",
        "eth addr: <V>", "Please pay in ether to wallet address <V>", "meine Ethereum-Adresse: <V>",
        "dirección ethereum <V>", "adresse Ethereum : <V>", "以太坊地址：<V>",
        "my metamask wallet address is <V>", "withdraw ETH to <V>", "イーサリアムアドレス: <V>",
        "кошелёк Ethereum: <V>", "crypto wallet (ETH) <V>",
    )),
    "aws_key": _framed("AWS secret access key", "aws_secret_access_key", "secret_access_key", said=(
        "AWS_SECRET_ACCESS_KEY=<V>", 'export AWS_SECRET_ACCESS_KEY="<V>"',
        "aws_secret_access_key = <V>", "AWS Secret Access Key [None]: <V>",
        "secretAccessKey: '<V>',", '"SecretAccessKey": "<V>",', 'aws_secret_key = "<V>"',
        "aws configure set aws_secret_access_key <V>", "aws secret key: <V>",
        "spark.hadoop.fs.s3a.secret.key=<V>", "-e AWS_SECRET_ACCESS_KEY=<V>",
        "$Env:AWS_SECRET_ACCESS_KEY='<V>'",
        "[default]\naws_secret_access_key=<V>\nregion=eu-west-1", "my aws secret is <V>",
        "<SecretAccessKey><V></SecretAccessKey>",
    )),
    "private_key": tuple(map(escaped, (
        "<V>", "<V>\n", "here is the key file:\n<V>\nthanks", "$ cat ~/.ssh/id_rsa\n<V>\n$ ",
        "```\n<V>\n```", "key = '''<V>'''", "-----\n<V>", "Why does openssl reject this?\n\n<V>",
        "tls.key: |\n<V>\n", 'PRIVATE_KEY="<V>"', "Bonjour, voici la clé :\n<V>",
        "echo '<V>' > key.pem", "1\n<V>\n2",
        "error: could not parse key\n<V>\n  at load (tls.js:12:3)", "const pem = `<V>`;",
    ))),
    "secret_kv": tuple(map(escaped, (
        'PASSWORD="<V>"', "DB_PASS=<V>", '{"password":"<V>"}',
        '{"username":"svc","password":"<V>"}',
        '{"client_id":"web","client_secret":"<V>","grant_type":"client_credentials"}', "apiKey=<V>",
        '{"name":"DB_PASSWORD","value":"<V>"}', '{"value":"<V>","name":"API_TOKEN"}', "secret: <V>",
        "- name: SECRET_KEY\n  value: <V>", 'password = "<V>"', "[db]\npassword = '<V>'",
        "passwd=<V>", "curl -u admin --pass <V>", "mysql -u root --password=<V> shop",
        "docker login -u ci --password <V>", "my password is <V>",
        "the password for the staging box is <V>", "pw: <V>", "Passwort: <V>", "mot de passe : <V>",
        "contraseña: <V>", "senha: <V>", "пароль: <V>", "密码：<V>", "パスワード: <V>",
        "비밀번호: <V>", "wachtwoord: <V>", "hasło: <V>", "şifre: <V>",
        "reset it, temp password <V>", "SET PASSWORD = '<V>'", "CREATE USER etl PASSWORD '<V>'",
        'config.api_key = "<V>"', "os.environ['API_TOKEN'] = '<V>'", "<password><V></password>",
        "spring:\n  datasource:\n    password: <V>", "?client_secret=<V>&x=1",
        '{\\"api_key\\": \\"<V>\\"}', 'access_token: "<V>"', '"refreshToken": "<V>"',
        "SIGNING_SECRET='<V>'", "helm upgrade x --set auth.password=<V>",
        "kubectl create secret generic x --from-literal=password=<V>",
        "Server=sql1;Database=crm;User Id=app;Password=<V>;",
        "user=app password=<V> host=pg dbname=crm",
    ))),
    "us_itin": _framed("ITIN", "itin", "individual_taxpayer_id", said=(
        "my itin number is <V>", "Individual Taxpayer Identification Number: <V>", "ITIN# <V>",
        "ITIN <V>", "i dont have a ssn only an itin <V>", "mi número ITIN es <V>",
        "ITIN (9xx-xx-xxxx): <V>", "the taxpayer's ITIN, issued by the IRS, is <V>",
        "W-7 approved, ITIN <V>", "Spouse ITIN: <V>", "no tengo seguro social, mi ITIN: <V>",
        "itin no. <V>", "Borrower ITIN <V>", "ITIN is <V> ok?", "individual taxpayer id no. <V>",
    )),
    "swift_bic": _framed("SWIFT code", "swift_code", "bic", "swift_bic", said=(
        "BIC: <V>", "BIC <V>", "SWIFT: <V>", "SWIFT/BIC <V>", "swift code of my bank is <V>",
        "BIC-Code: <V>", "Bank identifier code (BIC): <V>", "código SWIFT: <V>", "code BIC : <V>",
        "codice BIC <V>", "BIC der Empfängerbank <V>", "BIC-code van de bank: <V>",
        "kod BIC/SWIFT: <V>", "SWIFT kodu: <V>", "СВИФТ/SWIFT код: <V>", "SWIFT代码：<V>",
        "SWIFTコード: <V>", "Beneficiary bank SWIFT <V>", "wire it, swift is <V>",
        "Beneficiary: ACME; Bank: first; BIC=<V>",
    )),
    "uk_nhs": _framed("NHS number", "nhs_number", "nhs_no", said=(
        "my nhs number is <V>", "NHS No: <V>", "NHS Number <V>", "nhs no. <V>", "Pt NHS: <V>",
        "NHS no <V>", "referral for patient, NHS number <V>, seen in clinic", "NHS # <V>",
        "(NHS No. <V>)", "the GP gave me this NHS number, <V>", "Patient ID (NHS): <V>",
        "NHS number on the card: <V>", "new NHS number issued was <V>", "nhs num <V>",
        "Dear Dr, re: NHS Number: <V>",
    )),
    "ca_sin": _framed("Social Insurance Number", "sin_number", "social_insurance_number", said=(
        "my SIN is <V>", "SIN: <V>", "SIN# <V>", "social insurance no. <V>", "NAS : <V>",
        "mon NAS est le <V>", "Numéro d'assurance sociale : <V>", "SIN number <V>",
        "what's your SIN? <V>", "employee SIN <V>", "T4 slip, box 12, social insurance number <V>",
        "NAS (numéro d’assurance sociale) <V>", "SIN <V>", "numero d'assurance sociale <V>",
        "canadian social insurance number is <V>",
    )),
    "au_tfn": _framed("tax file number", "tfn", "tax_file_number", said=(
        "my TFN is <V>", "TFN: <V>", "tfn <V>", "Tax File No. <V>", "TFN declaration: <V>",
        "TFN# <V>", "ATO has my tfn as <V>", "tax file number (TFN) <V>", "Employee TFN: <V>",
        "whats my tfn? its <V>", "super fund needs TFN, it is <V>", "quote your TFN <V>",
        "TFN - <V>", "TFN no <V>", "the TFN was <V>",
    )),
    "au_medicare": _framed("Medicare number", "medicare_number", "medicare_card_number", said=(
        "my medicare card is <V>", "Medicare No: <V>", "Medicare card no. <V>", "medicare <V>",
        "Medicare Card: <V> exp 04/27", "patient's Medicare number is <V>", "Medicare # <V>",
        "Medicare: <V>", "bulk bill under medicare no <V>", "Medicare card number (10 digits) <V>",
        "MEDICARE NUMBER <V>", "Australian Medicare card <V>",
        "her medicare number, the green card, <V>", "Medicare no <V>", "Medicare details: <V>",
    )),
    "au_abn": _framed("ABN", "abn", "abn_number", said=(
        "ABN <V>", "ABN: <V>", "our abn is <V>", "Australian Business Number: <V>", "A.B.N. <V>",
        "ABN No. <V>", "Tax invoice - Sparky Pty Ltd ABN <V>", "(ABN <V>)", "sole trader abn <V>",
        "ABN no.: <V>", "supplier ABN <V>", "quote ABN <V> on invoice",
        "my business number (ABN) is <V>", "ABN - <V>", "registered ABN of the contractor is <V>",
    )),
    "de_steuer_id": _framed("Steuer-ID", "steuer_id", "steuer_identifikationsnummer", said=(
        "meine steuer id ist <V>", "Steueridentifikationsnummer: <V>", "IdNr. <V>",
        "Steuer-IdNr.: <V>", "Steuerliche Identifikationsnummer <V>",
        "Identifikationsnummer (Steuer): <V>", "Steuer-ID <V>", "German tax id <V>",
        "tax identification number (Germany): <V>", "steuerid <V>", "Steuer-ID lautet <V>",
        "bitte tragen Sie die Steuer-ID <V> ein", "TIN (DE): <V>", "SteuerID: <V>",
        "meine Steuer-Identnummer <V>",
    )),
    "pl_pesel": _framed("PESEL", "pesel", "numer_pesel", said=(
        "mój pesel to <V>", "PESEL: <V>", "nr PESEL <V>", "numer PESEL: <V>", "PESEL klienta <V>",
        "pesel <V>", "podaj pesel\n<V>", "legitymujący się numerem PESEL <V>",
        "PESEL pacjenta: <V>", "Nr PESEL: <V>", "PESEL dziecka to <V>",
        "her polish pesel number is <V>", "zam. w Łodzi, PESEL <V>", "PESEL – <V>",
        "mam pesel <V> i dowód",
    )),
    "se_personnummer": _framed("personnummer", "personnummer", "person_nummer", said=(
        "mitt personnummer är <V>", "Personnummer: <V>", "personnr <V>", "Ditt personnr: <V>",
        "Pers.nr: <V>", "Swedish personal identity number <V>", "personnummer (ÅÅMMDD-XXXX): <V>",
        "Patientens personnummer <V>", "logga in med personnummer <V>", "hej, personnr är <V>",
        "kundens personnummer: <V>", "ange personnummer\n<V>", "swedish personnummer is <V>",
        "personnumret är <V>", "Personnr. <V>",
    )),
    "nl_bsn": _framed("BSN", "bsn", "bsn_nummer", "burgerservicenummer", said=(
        "mijn bsn is <V>", "BSN: <V>", "Burgerservicenummer: <V>", "bsn nummer <V>",
        "BSN-nummer <V>", "BSN van de patiënt: <V>", "sofinummer <V>", "het BSN <V> klopt niet",
        "BSN (burgerservicenummer) <V>", "dutch citizen service number BSN <V>", "met BSN <V>",
        "BSN werknemer: <V>", "mn bsn = <V>", "Vul uw BSN in\n<V>", "burgerservicenr. <V>",
    )),
    "tr_tckn": _framed("TC kimlik no", "tc_kimlik_no", "tckn", said=(
        "T.C. Kimlik No: <V>", "tc kimlik numaram <V>", "TCKN: <V>", "TC Kimlik Numarası <V>",
        "tckn <V>", "T.C. kimlik numarası: <V>", "kimlik no <V>", "Hastanın TC kimlik numarası <V>",
        "TC No: <V>", "my turkish id number (TCKN) is <V>", "Müşteri TCKN = <V>",
        "TC kimlik numaranız <V> mi?", "kimlik numarası: <V>", "Turkish national ID <V>",
        "TC Kimlik No (11 hane) <V>",
    )),
    "th_tnin": _framed("Thai national ID", "thai_national_id", "thai_id_number", said=(
        "เลขประจำตัวประชาชน: <V>", "เลขบัตรประชาชน <V>", "บัตรประชาชนเลขที่ <V>",
        "เลขบัตรประชาชนของฉันคือ <V>", "Thai ID card number <V>", "Thai citizen ID: <V>",
        "thai national id no. <V>", "เลขประจำตัว 13 หลัก <V>", "my thai id card is <V>",
        "หมายเลขบัตรประชาชน: <V>", "เลขประจำตัวประชาชน 13 หลัก <V>", "Thai ID <V>",
        "Thailand national identification number: <V>", '{"เลขบัตรประชาชน": "<V>"}',
        "บัตรประชาชน <V>",
    )),
    "jp_my_number": _framed("My Number", "my_number", "japan_my_number", said=(
        "マイナンバー: <V>", "マイナンバーは<V>です", "個人番号：<V>", "個人番号 <V>",
        "My Number (individual number): <V>", "マイナンバー（12桁）<V>", "社員のマイナンバーは <V>",
        "my japanese My Number is <V>", "個人番号は<V>でした", "Japanese My Number: <V>",
        "マイナンバーカード番号 <V>", '{"マイナンバー": "<V>"}', "MyNumber: <V>",
        "氏名,マイナンバー\n花子,<V>", "| 個人番号 |\n|---|\n| <V> |",
    )),
    "za_id": _framed("South African ID number", "sa_id_number", "south_african_id", said=(
        "my SA ID is <V>", "SA ID number: <V>", "RSA ID No. <V>", "South African ID: <V>",
        "SA ID No <V>", "identity number (South Africa) <V>", "ID-nommer: <V>",
        "my RSA ID number is <V>", "SA ID <V>", "south african identity document no. <V>",
        "FICA: SA identity number <V>", "sa id num <V>", "Suid-Afrikaanse ID-nommer <V>",
        "RSA identity number: <V>", "RSA ID <V>",
    )),
    "vin": _framed("VIN", "vin", "vehicle_identification_number", said=(
        "my vin is <V>", "VIN: <V>", "VIN# <V>", "chassis number <V>",
        "vehicle identification number: <V>", "Fahrgestellnummer: <V>",
        "FIN: <V> (Fahrzeug-Identifizierungsnummer)", "numéro de châssis : <V>",
        "número de bastidor: <V>", "numero di telaio <V>", "chassisnummer <V>", "numer VIN: <V>",
        "şasi no: <V>", "VIN автомобиля: <V>", "车架号：<V>", "車台番号: <V>", "차대번호: <V>",
        "chassi: <V>", "the car with vin number <V> needs a recall",
        "decode this VIN for me please <V>",
    )),
    "imei": _framed("IMEI", "imei", "imei_number", said=(
        "my imei is <V>", "IMEI: <V>", "IMEI <V>", "IMEI1: <V>", "IMEI 1: <V>", "IMEI no. <V>",
        "imei# <V>", "phone was stolen, please block imei <V>", "IMEI-Nummer: <V>",
        "numéro IMEI : <V>", "número IMEI <V>", "codice IMEI <V>", "numer IMEI <V>",
        "IMEI numarası: <V>", "IMEI телефона: <V>", "IMEI号码：<V>", "IMEI番号: <V>",
        "dial *#06#, the IMEI shown is <V>", "IMEI/SN: <V>", "device imei -> <V>",
    )),
    "us_npi": _framed("NPI", "npi", "provider_npi", "npi_number", said=(
        "my npi is <V>", "NPI: <V>", "NPI# <V>", "National Provider Identifier: <V>",
        "NPI number <V>", "rendering provider NPI <V>", "billing NPI: <V>", "Dr. Lee, MD, NPI <V>",
        "prescriber npi <V>", "NPI (10 digits): <V>", "NPI no. <V>",
        "referring provider's NPI is <V>", "Type 1 NPI <V>", "the NPI on the claim was <V>",
        "national provider id <V>",
    )),
    "us_dea": _framed("DEA number", "dea_number", "dea", said=(
        "DEA: <V>", "DEA# <V>", "DEA No. <V>", "my dea number is <V>", "prescriber DEA <V>",
        "DEA reg no <V>", "DEA Registration Number: <V>", "Dr. Lee DEA# <V>", "DEA <V>",
        "dea num <V>", "Rx written under DEA <V>", "the physician's DEA number is <V>",
        "controlled substance, DEA <V>", "DEA lic: <V>", "(DEA <V>)",
    )),
    "us_mbi": _framed("Medicare Beneficiary Identifier", "mbi", "medicare_beneficiary_id", said=(
        "my medicare number is <V>", "MBI: <V>", "MBI <V>", "Medicare Beneficiary ID: <V>",
        "MBI# <V>", "Medicare number/MBI: <V>", "patient's MBI is <V>", "Medicare ID <V>",
        "HICN/MBI <V>", "mbi <V>", "new medicare card, mbi is <V>",
        "Medicare beneficiary number <V>", "Medicare No. <V>", "MBI no. <V>",
        "the MBI printed on her red, white and blue card is <V>",
    )),
    "us_routing": _framed("routing number", "routing_number", "aba_routing_number", said=(
        "routing: <V>", "ABA: <V>", "RTN <V>", "Routing # <V>", "ABA routing number <V>",
        "routing no. <V>", "my bank's routing number is <V>", "ABA/routing: <V>", "ach routing <V>",
        "wire routing number: <V>", "routing transit number <V>", "Bank routing number: <V>",
        "for direct deposit use routing <V>", "número de ruta: <V>", "ABA number <V>",
    )),
    "us_bank_account": _framed("bank account number", "bank_account_number", "account_number",
    said=(
        "my bank account is <V>", "checking account <V>", "savings account number: <V>",
        "bank acct # <V>", "Acct No. <V> (checking)", "direct deposit to account number <V>",
        "bank account no. <V>", "deposit to my checking acct <V>", "Account Number: <V>",
        "wire to bank account <V>", "acct number <V>", "número de cuenta bancaria: <V>",
        "account no: <V>", "beneficiary account number is <V>",
        "pls send the refund to bank acct <V>",
    )),
    "passport": _framed("passport number", "passport_number", "passport_no", "passport", said=(
        "my passport is <V>", "Passport No. <V>", "passport # <V>", "travelling on passport <V>",
        "Reisepassnummer: <V>", "Reisepass-Nr. <V>", "Meine Passnummer ist <V>",
        "numéro de passeport : <V>", "passeport n° <V>", "número de pasaporte: <V>",
        "mi pasaporte es <V>", "número do passaporte: <V>", "numero di passaporto: <V>",
        "paspoortnummer: <V>", "numer paszportu: <V>", "pasaport no: <V>", "номер паспорта: <V>",
        "护照号码：<V>", "護照號碼 <V>", "パスポート番号: <V>", "旅券番号 <V>", "여권번호: <V>",
        "رقم جواز السفر: <V>", "पासपोर्ट नंबर: <V>",
        "the passport, issued in 2019 by the embassy, is <V>",
    )),
    "driver_license": _framed("driver's license number", "drivers_license", "driver_license_number",
    said=(
        "my drivers license is <V>", "DL# <V>", "Driver License No. <V>",
        "driving licence number: <V>", "license number on my drivers licence: <V>",
        "Führerscheinnummer: <V>", "Führerschein-Nr. <V>", "numéro de permis de conduire : <V>",
        "permiso de conducir n.º <V>", "licencia de conducir: <V>", "CNH: <V>",
        "patente di guida n. <V>", "rijbewijsnummer: <V>", "numer prawa jazdy: <V>",
        "ehliyet no: <V>", "водительское удостоверение <V>", "驾驶证号：<V>", "運転免許証番号: <V>",
        "운전면허번호: <V>", "رقم رخصة القيادة: <V>", "Driver's licence no. <V>", "DL No. <V> (CA)",
        "driving license <V>",
    )),
    "date_of_birth": _framed("date of birth", "date_of_birth", "dob", "birth_date", "birthdate",
    said=(
        "DOB: <V>", "dob <V>", "born on <V>", "i was born <V>", "D.O.B. <V>", "birthday: <V>",
        "b. <V>, date of birth", "Geburtsdatum: <V>", "geboren am <V>", "geb. <V>",
        "date de naissance : <V>", "né le <V>", "née le <V>", "fecha de nacimiento: <V>",
        "nací el <V>", "data de nascimento: <V>", "nascido em <V>", "data di nascita: <V>",
        "nato il <V>", "geboortedatum: <V>", "data urodzenia: <V>", "ur. <V> (data urodzenia)",
        "doğum tarihi: <V>", "дата рождения: <V>", "出生日期：<V>", "生年月日: <V>",
        "생년월일: <V>", "تاريخ الميلاد: <V>", "जन्म तिथि: <V>",
        "Patient's date of birth, per the chart, is <V>", "her birthday is <V>",
        "pt born <V>, seen today",
    )),
}  # fmt: skip
"""Templates of each entity whose values need a word beside them."""
