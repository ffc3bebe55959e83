"""Labels, keys and texts of the sixth split: what stands beside a value that needs a word."""

from __future__ import annotations

__all__ = ["AUTH", "SECRETS", "URLS", "WORDED", "escaped"]

_SAID = (
    "<L>: <V>", "<L>：<V>", "<L> <V>", "<L>:<V>", "<L> – <V>", "<L> = <V>", "<L>\n<V>",
    "| <L> | <V> | ok |", "- **<L>**: <V>", "<L>:\t<V>", "<L> (<V>)", "<b><L>:</b> <V><br/>",
    "<tr><th><L></th><td><V></td></tr>", "<L>: „<V>“", "<L>: «<V>»", "<L>：「<V>」",
    "<L> ........ <V>", "<L>: `<V>`", "Hi team,\n\n<L>: <V>\n\nThanks\nOla", "<L>: [<V>]",
    "<L>;<V>;", "<dt><L></dt>\n<dd><V></dd>", "\\textbf{<L>:} <V>\\\\", "<V> (<L>)",
    "  • <L>  <V>", "<L>:&nbsp;<V>", "## <L>\n\n<V>\n", "[<L>] <V>", "<L>\u00a0: <V>",
    '{"label":"<L>","text":"<V>"}', "<label><L></label> <span><V></span>", "> <L>: <V>\n> ok",
)  # fmt: skip
"""Where people write a label and a value."""

_KEYED = (
    '"<K>": "<V>"', "<K>=<V>", "<K>: '<V>'", "<<K>><V></<K>>", '<row id="3" <K>="<V>"/>',
    "'<K>' => '<V>',", ':<K> => "<V>"', 'static final String <K> = "<V>";', "const <K> = `<V>`;",
    '<K> := "<V>"', '<input type="text" name="<K>" value="<V>">', "/f?a=1&<K>=<V>&lang=de",
    "SELECT 1 FROM t WHERE <K> = '<V>' LIMIT 1", '"id","<K>"\n"7","<V>"', "--<K> <V> --dry-run",
    'Content-Disposition: form-data; name="<K>"\r\n\r\n<V>\r\n--x7--',
    '{"name":"<K>","value":"<V>"}', '{\\"<K>\\":\\"<V>\\"}', "--<K>=<V>",
    "INSERT INTO crm.person (id, <K>, ts) VALUES (3, '<V>', now());", "id,<K>,city\n1,<V>,Rome",
    "id\t<K>\tcity\n1\t<V>\tOslo", "<K> -> <V>", "Person(id=3, <K>='<V>', active=True)",
    'row["<K>"] = "<V>"', "-[ RECORD 1 ]\n<K> | <V>\nid | 3", '<K>: "<V>"\nid: 3',
    "- name: <K>\n  value: <V>", '<ns1:<K> xsi:type="xsd:string"><V></ns1:<K>>', "@<K> <V>",
    '{"<K>":{"value":"<V>"}}', '{"<K>":["<V>"]}', "level=info msg=saved <K>=<V> took=3ms",
    'record.<K> == "<V>"', "{<K>: '<V>'}", '"<K>" : "<V>" ,', "[<K>:<V>]", "x.<K>='<V>';",
)  # fmt: skip
"""Where programs do."""


def escaped(text: str) -> str:
    """Return a template whose only hole is the value."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{0}")


def _worded(labels: str, keys: str, *texts: str) -> tuple[str, ...]:
    said = [p.replace("<L>", e.strip()) for p in _SAID for e in labels.split(" / ")]
    keyed = [p.replace("<K>", e) for p in _KEYED for e in keys.split()]
    size = max(len(said), len(keyed))
    whole = [*said * (size // len(said)), *keyed * (size // len(keyed))]
    return tuple(map(escaped, [*whole, *texts * (size // 2 // len(texts) if texts else 0)]))


WORDED: dict[str, tuple[str, ...]] = {
    "us_ssn": _worded("SSN / Social Security Number / Social Security No. / SS# / "
    "Taxpayer SSN / Número de Seguro Social / 社会保障号",
    "ssn SSN socialSecurityNumber ssn_number "
    "borrower_ssn applicantSsn", "my social is <V>, can you pull up my account?",
    "W-2 box a: employee's social security number <V>", "Caller verified SSN <V> and zip"),
    "us_itin": _worded("ITIN / Individual Taxpayer Identification Number / ITIN No. / IRS ITIN",
    "itin ITIN itin_number taxpayerItin", "the IRS gave me an ITIN, it's <V>",
    "Form W-7 approved, ITIN assigned: <V>"),
    "phone": _worded("Tel. / Phone / Mobile / Cell / Handy / Telefon / Téléphone / Teléfono / "
    "Телефон / 電話番号 / 手机 / 전화 / Celular / WhatsApp / Cellulare / هاتف / טלפון / Τηλέφωνο / "
    "Fax", "phone phoneNumber mobile_no tel msisdn contact_phone cellphone telefono",
    "call me back on <V> after six", "rufen Sie mich unter <V> zurück", "llámame al <V>",
    "позвоните мне по номеру <V>", "我的手机是<V>，下午联系"),
    "swift_bic": _worded("BIC / SWIFT / SWIFT/BIC / BIC-Code / Código SWIFT / SWIFT code / "
    "БИК SWIFT",
    "bic swift swiftCode bic_code creditorBic BIC",
    "please wire via BIC <V>, thanks", "<CdtrAgt><FinInstnId><BICFI><V></BICFI></FinInstnId>",
    "Bankverbindung: Musterbank, BIC <V>"),
    "uk_nhs": _worded("NHS Number / NHS No / NHS no. / NHS #", "nhs_number nhsNumber nhsNo NHS_NO",
    "Dear Dr Shah, this patient (NHS <V>) was seen in clinic", "NHS number: <V>  Hospital no: K12"),
    "in_aadhaar": _worded("Aadhaar / Aadhaar No. / Aadhar Number / आधार संख्या / UIDAI No / आधार",
    "aadhaar aadhaarNumber aadhar_no uidai_number", "mera aadhaar number <V> hai, link kar dijiye",
    "KYC done with Aadhaar <V>"),
    "ca_sin": _worded("SIN / Social Insurance Number / SIN # / Numéro d'assurance sociale / NAS",
    "sin sin_number socialInsuranceNumber employeeSin",
    "T4 slip, box 12 social insurance number <V>",
    "her social insurance number is <V>"),
    "au_tfn": _worded("TFN / Tax File Number / Tax file no.", "tfn tax_file_number taxFileNumber",
    "my tax file number is <V>, employer is Coles", "ATO: TFN <V> quoted"),
    "au_medicare": _worded("Medicare / Medicare No. / Medicare Number / Medicare card",
    "medicare_number medicareNo medicareCardNumber", "bulk bill it, medicare card <V>, ref 2"),
    "au_abn": _worded("ABN / A.B.N. / Australian Business Number", "abn ABN abn_number supplierAbn",
    "Tax invoice\nBlue Gum Pty Ltd\nABN <V>\nTotal 110.00", "Sydney NSW 2000 | ABN <V>"),
    "de_steuer_id": _worded("Steuer-ID / Steueridentifikationsnummer / IdNr. / Steuer-IdNr. / "
    "Identifikationsnummer / Steuerliche Identifikationsnummer", "steuer_id steuerId steueridnr "
    "tax_id_de idnr", "Finanzamt Köln, Ihre IdNr. <V>, Bescheid 2025",
    "meine Steuer-ID lautet <V>, bitte eintragen"),
    "pl_pesel": _worded("PESEL / Nr PESEL / Numer PESEL / PESEL klienta", "pesel PESEL nr_pesel "
    "peselNumber", "mój PESEL to <V>, proszę o kontakt", "Jan Nowak (PESEL <V>), zam. Łódź"),
    "se_personnummer": _worded("Personnummer / Pers.nr / Personnr / Samordningsnummer / "
    "Swedish personal number", "personnummer personnr personal_number",
    "mitt personnummer är <V>, tack", "Kallelse\nPatient: Eva Ek, personnummer <V>"),
    "nl_bsn": _worded("BSN / Burgerservicenummer / BSN-nummer / Sofinummer", "bsn BSN bsnNummer "
    "burgerservicenummer", "mijn BSN is <V>, klopt dat?", "Loonstrook mei, BSN <V>, uren 152"),
    "br_cpf": _worded("CPF / CPF nº / CPF do titular / Número do CPF", "cpf CPF nr_cpf cpfCliente "
    "customer_cpf", "meu CPF é <V>, pode consultar?", "portador do CPF <V>, residente em Recife"),
    "br_cnpj": _worded("CNPJ / CNPJ nº / CNPJ da empresa", "cnpj CNPJ nr_cnpj cnpjEmitente",
    "nota fiscal emitida por CNPJ <V>", "inscrita no CNPJ sob o nº <V>, com sede em Santos"),
    "tr_tckn": _worded("TC Kimlik No / T.C. Kimlik No / TCKN / Kimlik numarası / TC No",
    "tckn tcKimlikNo tc_no kimlik_no", "tc kimlik numaram <V>, randevu istiyorum",
    "Sayın Elif Kaya (TCKN <V>)"),
    "th_tnin": _worded("เลขบัตรประชาชน / เลขประจำตัวประชาชน / Thai ID / Thai national ID",
    "thai_id thaiNationalId citizen_id", "เลขบัตรประชาชนของผมคือ<V>ครับ"),
    "kr_rrn": _worded("주민등록번호 / 주민번호 / RRN / Resident registration number / "
    "외국인등록번호", "rrn jumin_no residentRegistrationNumber juminNumber",
    "제 주민번호는 <V>입니다"),
    "jp_my_number": _worded("マイナンバー / 個人番号 / My Number / マイナンバー（個人番号）",
    "my_number myNumber kojin_bango individual_number", "私のマイナンバーは<V>です。",
    "源泉徴収票 個人番号 <V> 氏名 田中"),
    "za_id": _worded("SA ID / South African ID / SA ID Number / RSA ID No. / Identity number",
    "sa_id saIdNumber rsa_id_number id_number", "my SA ID number is <V>, FICA docs attached"),
    "vin": _worded("VIN / Vehicle Identification Number / Fahrgestellnummer / FIN / VIN-Nr. / "
    "Numéro de châssis / Chassis No. / Número de bastidor", "vin VIN vehicleVin vin_number "
    "chassis_no", "my golf, vin <V>, recall?", "Zulassungsbescheinigung E: Fahrgestellnummer <V>"),
    "imei": _worded("IMEI / IMEI 1 / IMEI-Nummer / IMEI No. / Device IMEI", "imei IMEI deviceImei "
    "imei1", "phone stolen, IMEI <V>, please block it", "*#06# shows IMEI <V>"),
    "us_npi": _worded("NPI / NPI # / National Provider Identifier / Provider NPI", "npi NPI "
    "provider_npi renderingNpi npi_number", "HCFA box 24J rendering NPI <V>",
    "Jane Doe MD, NPI <V>, cardiology"),
    "us_dea": _worded("DEA / DEA # / DEA No. / DEA Number / DEA Registration", "dea dea_number "
    "deaNumber prescriberDea", "Rx: oxycodone 5mg #20, prescriber DEA <V>"),
    "us_mbi": _worded("MBI / Medicare Beneficiary Identifier / Medicare ID / Medicare Number",
    "mbi MBI medicareBeneficiaryId mbi_number", "my medicare card says <V>",
    "claim denied for MBI <V>, CO-16"),
    "us_routing": _worded("Routing number / ABA / ABA # / Routing No. / "
    "Routing transit number / RTN",
    "routing_number routingNumber aba_routing bankRouting",
    "void check: routing <V>, account below",
    "ACH to routing number <V>"),
    "us_bank_account": _worded("Account number / Acct # / Bank account / Account No. / Checking "
    "account number / A/C No", "account_number accountNumber bank_account "
    "acct_no bankAccountNumber", "direct deposit to checking account <V> at Chase",
    "wire to account number <V>, Bank of America"),
    "passport": _worded("Passport No. / Passport number / Passport / Reisepass-Nr. / "
    "Passeport n° / "
    "Número de pasaporte / Паспорт № / 护照号码 / パスポート番号 / Nr paszportu / Paspoortnummer / "
    "여권번호", "passport passportNumber passport_no travelDocPassport",
    "Boarding: DOE/JANE LH441 FRA-IAH seat 21A passport <V>", "my passport <V> expires in May"),
    "driver_license": _worded("Driver's license / Driver License No. / DL # / Driving licence / "
    "Führerschein-Nr. / Permis de conduire n° / Licencia de conducir / Driver's license number",
    "driver_license driversLicenseNumber dl_number driving_licence licenseNumber",
    "rental pickup, driving licence number <V>, issued 2019", "DL <V> State TX"),
    "date_of_birth": _worded("DOB / Date of birth / D.O.B. / Geburtsdatum / geb. / "
    "Date de naissance / "
    "Fecha de nacimiento / Data di nascita / Дата рождения / 生年月日 / 出生日期 / Född / "
    "Data urodzenia / 생년월일 / Doğum tarihi", "dob date_of_birth birthDate dateOfBirth birthday "
    "geburtsdatum", "I was born on <V> in Leeds",
    "Patientin Erika M., geboren am <V>, stellte sich",
    "née le <V> à Lyon", "Pt is a pleasant woman, DOB <V>, presents with"),
    "email": _worded("E-mail / Correo electrónico / Courriel / Почта / メール / 邮箱 / 이메일",
    "email mailTo user_email replyTo", "write to <V>!"),
    "credit_card": _worded("Card number / Kartennummer / Numéro de carte / Número de tarjeta / "
    "卡号 / "
    "Номер карты / Kart numarası / カード番号 / Card No.", "card_number cardNumber ccnum pan "
    "PrimaryAccountNumber", "charge it to <V> exp 09-29"),
    "iban": _worded("IBAN / IBAN-Nr. / Konto IBAN / ИБАН", "iban creditorIban IBAN bank_iban",
    "bitte überweisen auf <V> bis Freitag"),
    "ipv4": _worded("IP / Client IP / IP-Adresse / Adresse IP / IP адрес", "ip client_ip "
    "remoteAddr X-Forwarded-For", "banned <V> after 5 tries"),
    "mac": _worded("MAC / MAC address / Physical Address / HWaddr", "mac macAddress hwaddr bssid",
    "link/ether <V> brd x"),
    "uk_nino": _worded("NI number / National Insurance number / NINO / NI No.", "nino ni_number "
    "nationalInsuranceNumber", "P60: NI number <V>, tax code 1257L"),
    "in_pan": _worded("PAN / PAN No. / Permanent Account Number / PAN card", "pan_no panNumber "
    "pan_card", "ITR filed for PAN <V>, AY 2026-27"),
    "btc": _worded("BTC address / Bitcoin / Bitcoin-Adresse / BTC wallet", "btc_address wallet "
    "payoutAddress", "sent 0.2 BTC to <V>"),
    "eth": _worded("ETH address / Ethereum / Wallet / 钱包地址", "eth_address wallet ethAddress",
    "swap failed, my wallet is <V>"),
}  # fmt: skip
"""By entity, texts that say what the value is."""

AUTH = tuple(map(escaped, (
    "Authorization: Bearer <V>", "authorization: bearer <V>", '"Authorization": "Bearer <V>"',
    "-H 'Authorization: Bearer <V>'", "Proxy-Authorization: Bearer <V>\r\nAccept: */*",
    'headers = {"Authorization": "Bearer <V>"}', "Authorization: Basic <V>",
    "AUTHORIZATION=Bearer <V>",
    'req.Header.Set("Authorization", "Bearer <V>")', "> authorization: Basic <V>", "X-Api-Key: <V>",
    '.header("Authorization", "Bearer <V>")', "Authorization: Token <V>",
    "Authorization: ApiKey <V>",
    "headers['Authorization'] = 'Bearer <V>'", '{\\"authorization\\":\\"Bearer <V>\\"}',
    "api-key: <V>",
    '{"name":"Authorization","value":"Bearer <V>"}', '["authorization","Bearer <V>"]',
    "Authorization:\tBearer  <V>", 'proxy_set_header Authorization "Bearer <V>";',
    "axios.defaults.headers.common['Authorization'] = 'Bearer <V>'", "x-goog-api-key: <V>",
    "curl_setopt($c, CURLOPT_HTTPHEADER, ['Authorization: Bearer <V>']);",
    "Ocp-Apim-Subscription-Key: <V>", "Cookie: theme=dark; sessionid=<V>; lang=en",
    "Set-Cookie: session_token=<V>; Path=/; HttpOnly", "metadata: authorization=[Bearer <V>]",
    "HTTP_AUTHORIZATION=Bearer <V>", "http --auth-type=bearer --auth=<V> GET api",
    "Authorization%3A%20Bearer%20<V>", "PRIVATE-TOKEN: <V>", "X-Auth-Token: <V>",
    "X-Vault-Token: <V>", "Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=<V>",
)))  # fmt: skip
"""Headers that let somebody in."""

SECRETS = tuple(map(escaped, (
    "DB_PASSWORD=<V>", "export MYSQL_PWD=<V>", "POSTGRES_PASSWORD: <V>", 'password = "<V>"',
    'variable "x" {}\nadmin_password = "<V>"', "environment:\n  - REDIS_PASSWORD=<V>\n",
    "redis:\n  auth:\n    password: '<V>'", '- name: API_SECRET\n  value: "<V>"',
    "PGPASSWORD=<V> psql -h db",
    'const apiKey = "<V>";', "CLIENT_SECRET = '<V>'",
    'private static final String PASSWORD = "<V>";',
    'secretKey := "<V>"', "'password' => '<V>',", "define('DB_PASSWORD', '<V>');",
    ":password => '<V>'",
    'password: "<V>"', "my password is <V>, why can't I log in?",
    "mein Passwort ist <V>, es geht nicht",
    "mot de passe : <V>", "contraseña: <V>", "пароль: <V>", "密码：<V>", "パスワード：<V>",
    "비밀번호: <V>",
    "Hasło: <V>", "wachtwoord: <V>", "senha: <V>", "şifre: <V>", "lösenord: <V>", "Passwort: <V>",
    "كلمة المرور: <V>", "סיסמה: <V>", "κωδικός: <V>", "पासवर्ड: <V>", "password d'accesso: <V>",
    "Username: root\nPassword: <V>\n", "login: root / password: <V>", "| wifi password | <V> |",
    "Server=db;Database=x;User Id=sa;Password=<V>;Encrypt=true", "Pwd=<V>;",
    "AccountKey=<V>;EndpointSuffix=x",
    '<add key="ApiSecret" value="<V>"/>', "<password><V></password>",
    '<wsse:Password Type="x"><V></wsse:Password>',
    'Content-Disposition: form-data; name="password"\r\n\r\n<V>\r\n',
    "grant_type=password&username=a&password=<V>",
    "client_id=a1&client_secret=<V>&scope=x", '{"username":"kim","password":"<V>"}',
    '{\\"apiKey\\":\\"<V>\\"}',
    "CREATE USER app WITH PASSWORD '<V>';", "ALTER ROLE app PASSWORD '<V>'", "IDENTIFIED BY '<V>';",
    "mysql -u root --password=<V> shop", "docker login -u me -p '<V>'", "--set auth.password=<V>",
    "aws_secret_access_key = <V>", "AWS_SECRET_ACCESS_KEY: <V>", 'secret_access_key="<V>"',
    "spring.datasource.password=<V>", "jwt.secret=<V>", "SECRET_KEY_BASE=<V>",
    "webhook_secret: <V>",
    "sshpass -p '<V>' ssh me@host", 'echo "::add-mask::<V>"', 'token: "<V>"',
    "access_token=<V>", '"refresh_token" : "<V>"', '"encryptionKey": "<V>"', "passphrase: <V>",
    "pwd: <V>", "PASSWORD:<V>", "password → <V>", 'password="<V>" user="k"',
    "ENV APP_SECRET <V>",
    "ANSIBLE_BECOME_PASS=<V>", 'Map.of("password", "<V>")', 'cfg.Password = "<V>"',
    'options.ClientSecret = "<V>";', "os.environ['SECRET_KEY'] = '<V>'",
    "requestBody password «<V>»",
    "machine api login me password <V>", "smtp_pass: <V>", "private_token=<V>",
    "signing_key: '<V>'",
    "kubectl create secret generic s --from-literal=password=<V>",
    "[db]\nuser = app\npassword = <V>\nport = 5432", '"passwd","<V>"',
    "storePassword=<V>\nkeyAlias=x",
    "keystore.password=<V>", "ssl.key.password=<V>",
    'sasl.jaas.config=x required username="k" password="<V>";',
)))  # fmt: skip
"""Passwords and keys in settings, code and talk."""

URLS = tuple(map(escaped, (
    "postgres://app:<V>@db.internal:5432/shop", "postgresql+asyncpg://svc:<V>@db2/x",
    "mysql://root:<V>@localhost/wp", "redis://:<V>@cache:6379/0",
    "rediss://default:<V>@r.example:6380",
    "mongodb+srv://admin:<V>@c0.ab1cd.mongodb.net/?retryWrites=true", "amqps://guest:<V>@mq/vhost",
    "https://deploy:<V>@git.example.com/a/b.git",
    "git clone https://x-access-token:<V>@github.com/a/b",
    "jdbc:postgresql://u:<V>@h/db", 'DATABASE_URL="mysql2://u:<V>@h:3306/d?ssl=1"',
    "http_proxy=http://jo:<V>@proxy:3128", "ftp://ftpuser:<V>@files.example/in", "sftp://u:<V>@h/x",
    "smtp://mailer%40x:<V>@smtp.example:587", "clickhouse://default:<V>@ch:9000/logs",
    "could not connect to nats://n:<V>@nats:4222: timeout", '"url":"https://a:<V>@b.example/"',
    "(see https://u:<V>@wiki.example/page)", "<https://u:<V>@h.example>",
    "elastic: https://elastic:<V>@es:9200",
    "pip install --index-url https://me:<V>@pypi.example/simple x",
    "sqlserver://sa:<V>@mssql:1433?database=m",
    "kafka+ssl://k:<V>@b1:9093", "BROKER_URL: 'amqp://u:<V>@rabbit:5672//'",
    "ldap://cn=x:<V>@dir.example",
    "[link](https://u:<V>@h.example/a)", "https:\\/\\/u:<V>@h.example\\/a",
    "snowflake://u:<V>@acct/db",
)))  # fmt: skip
"""Addresses with a password in them."""
