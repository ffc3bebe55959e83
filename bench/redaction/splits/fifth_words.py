"""Words of the fifth split beside values that need some, and places where others live."""

from __future__ import annotations

import re

__all__ = ["AUTH", "HABITATS", "KEYED", "SECRETS", "URLS", "shaped"]

_PLACES = (
    '{"K": "<V>", "n": 1}', '{"arguments": "{\\"K\\": \\"<V>\\"}"}', "K=<V>", "K: <V>", "L: <V>",
    "L <V>", "my L is <V>, ok?", "The L on file is <V>.", "L = '<V>'", "| L | <V> |",
    "<K><V></K>", "?K=<V>&page=2", "id,K\n4,<V>\n", "INSERT INTO people (id, K) VALUES (4, '<V>')",
    "UPDATE people SET K = '<V>' WHERE id = 4", "tool --K=<V> --dry-run",
    '{"name": "K", "value": "<V>"}', "{'K': '<V>', 'n': 1}", "L\n<V>", "- **L**: `<V>`",
    "<V> is the L", "L (<V>)", "<tr><td>L</td><td><V></td></tr>", "L\t<V>", 'K = "<V>"',
    "user: what is my L? assistant: It is <V>.", "Person(K='<V>', n=1)", ':K => "<V>",',
    "ERROR validate: L '<V>' was refused", '<input name="K" value="<V>">', "L\uff1a<V>",
    "SELECT id FROM people WHERE K = '<V>' LIMIT 1", "L no. <V>", "L #<V>",
)  # fmt: skip


def shaped(text: str) -> str:
    """Return a template whose braces are its own, with the value where `<V>` stands."""
    return text.replace("{", "{{").replace("}", "}}").replace("<V>", "{}")


def _worded(words: str) -> tuple[str, ...]:
    """Return templates for pairs of a key and the name that people say."""
    pairs = [each.split("=") for each in words.split("; ")]
    return tuple(
        shaped(re.sub(r"\bL\b", name, re.sub(r"\bK\b", key, place)))
        for key, name in pairs
        for place in _PLACES
    )


KEYED: dict[str, tuple[str, ...]] = {
    entity: _worded(words)
    for entity, words in {
        "us_ssn": "ssn=social security number; social_security_number=SSN; taxpayer_ssn=Social",
        "us_itin": "itin=ITIN; us_itin=individual taxpayer identification number",
        "phone": "phone=phone number; mobile=mobile; telefon=Telefon; phone_number=cell; "
        "tel=téléphone; telefono=teléfono; contact_number=call me at; celular=celular; "
        "whatsapp=WhatsApp; tel=電話番号; mobile=手机号; tel=전화번호; tel=телефон",
        "swift_bic": "bic=BIC; swift_code=SWIFT code; swift=SWIFT/BIC; bank_bic=BIC/SWIFT",
        "uk_nhs": "nhs_number=NHS number; nhs_no=NHS no; nhs=NHS Number",
        "in_aadhaar": "aadhaar=Aadhaar; aadhaar_number=Aadhaar number; uidai=UIDAI number",
        "ca_sin": "sin=SIN; social_insurance_number=social insurance number; nas=NAS",
        "au_tfn": "tfn=TFN; tax_file_number=tax file number",
        "au_medicare": "medicare=Medicare; medicare_number=Medicare number; "
        "medicare_card=Medicare card",
        "au_abn": "abn=ABN; australian_business_number=Australian business number",
        "de_steuer_id": "steuer_id=Steuer-ID; idnr=Steueridentifikationsnummer; steuer_idnr=IdNr; "
        "steuer_identifikationsnummer=Steuerliche Identifikationsnummer",
        "pl_pesel": "pesel=PESEL; numer_pesel=numer PESEL",
        "se_personnummer": "personnummer=personnummer; personnr=Personnr; "
        "swedish_id=personal identity number",
        "nl_bsn": "bsn=BSN; burgerservicenummer=burgerservicenummer; sofinummer=sofinummer",
        "br_cpf": "cpf=CPF; cpf_cliente=número do CPF",
        "br_cnpj": "cnpj=CNPJ; cnpj_empresa=número do CNPJ",
        "tr_tckn": "tckn=TCKN; tc_kimlik_no=T.C. kimlik no; kimlik=TC Kimlik Numarası",
        "th_tnin": "thai_id=Thai ID; thai_national_id=Thai national ID; "
        "thai_citizen_id=เลขประจำตัวประชาชน",
        "kr_rrn": "rrn=RRN; jumin=주민등록번호; resident_number=resident registration number",
        "jp_my_number": "my_number=My Number; mynumber=マイナンバー; individual_number=個人番号",
        "za_id": "id_number=South African ID; sa_id=SA ID number; rsa_id=RSA ID",
        "vin": "vin=VIN; vehicle_vin=vehicle identification number; "
        "chassis_number=chassis number; vin=Fahrgestellnummer",
        "imei": "imei=IMEI; device_imei=IMEI number; imei1=IMEI 1",
        "us_npi": "npi=NPI; provider_npi=NPI number; "
        "national_provider_id=National Provider Identifier",
        "us_dea": "dea=DEA; dea_number=DEA number; prescriber_dea=DEA registration",
        "us_mbi": "mbi=MBI; medicare_id=Medicare beneficiary identifier; "
        "medicare_number=Medicare ID",
        "us_routing": "routing_number=routing number; aba=ABA; aba_routing=ABA routing number; "
        "rtn=routing",
        "us_bank_account": "account_number=account number; bank_account=bank account; "
        "acct_no=acct; checking_account=checking account",
        "passport": "passport=passport; passport_number=passport number; passport_no=Passport No.; "
        "reisepass=Reisepassnummer; passeport=numéro de passeport; "
        "pasaporte=pasaporte; passaporto=passaporto; passport=护照号码; passport=паспорт",
        "driver_license": "driver_license=driver's license; "
        "drivers_license_number=driver license number; dl_number=DL; "
        "driving_licence=driving licence; fuehrerschein=Führerscheinnummer; "
        "permis=permis de conduire; license_number=driver\u2019s license number",
        "date_of_birth": "dob=DOB; date_of_birth=date of birth; birth_date=birthday; "
        "birthdate=birth date; geburtsdatum=Geburtsdatum; "
        "date_naissance=date de naissance; fecha_nacimiento=fecha de nacimiento; "
        "data_nascita=data di nascita; birthday=出生日期; birthday=生年月日; "
        "data_nascimento=data de nascimento; geboortedatum=geboortedatum; "
        "dateOfBirth=born on; data_urodzenia=data urodzenia; "
        "dogum_tarihi=doğum tarihi; birthday=생년월일; birth=дата рождения",
        "eth": "eth_address=ETH address; wallet=wallet; ethereum=Ethereum; "
        "eth_wallet=ETH wallet address",
    }.items()
}  # fmt: skip
"""By entity, texts with a word beside the value, in every place that a value may have."""

HABITATS: dict[str, tuple[str, ...]] = {
    entity: tuple(map(shaped, places))
    for entity, places in {
        "credit_card": (
            "ok so my password is fine, the card is <V> exp 04/29 and cvv on the back",
            '{"payment_method": {"type": "card", "card": {"number": "<V>", "exp_year": 2029}}}',
            "charge <V> 04/29 please", "Kreditkarte <V>, gültig bis 04/29",
            "card_number=<V>&amount=12.50",
            "numéro de carte : <V>", "卡号是<V>\uff0c谢谢",
            "カ\u30fcド番号は<V>です", "PAN=<V>;EXP=0429",
            "커드 <V> 결제", "карта <V>",
            "kart numaram <V>",
            "INSERT INTO cards VALUES (1, '<V>', '04/29')", "tarjeta <V> (visa)",
        ),
        "email": (
            "From: Jane Doe <<V>>", "mailto:<V>?subject=hi", "To: <V>,", "Reply-To: <<V>>",
            "<V>:x:1001",
            "EMAIL;TYPE=work:<V>", "git commit --author='Jane <<V>>'", "ssh-ed25519 AAAAC3Nz <V>",
            "user=<V>&next=%2F", '<a href="mailto:<V>">mail</a>', "Author: Jane <<V>>\nDate: Mon",
            "message-id=<9a@x>, from=<<V>>, size=1204", '{"emails":["<V>",""]}',
            "WHERE email='<V>'",
            "schreib an <V>.", "请发邮件到<V>。",
            "メ\u30fcルは<V>まで", "почта: <V>",
            "ORGANIZER;CN=J:MAILTO:<V>",
        ),
        "ipv4": (
            "<V>:8443", "http://<V>/admin", "<V>/24",
            "dial tcp <V>:5432: connect: connection refused",
            '<V> - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200 23',
            "X-Forwarded-For: <V>, unknown",
            "sshd[812]: Failed password for root from <V> port 50222 ssh2",
            "Received: from x ([<V>])",
            "client=<V> server=-", "('<V>', 443)", "inet <V> netmask", "addr:<V>", "tcp://<V>:2375",
            "host=<V>;port=1", "A <V>", "SRC=<V> DST=-", "<V> blocked", "ws://<V>:80/x",
        ),
        "ipv6": (
            "http://[<V>]/", "[<V>]:443", "<V>/64", "inet6 <V> prefixlen 64", "AAAA <V>",
            "peer=<V>",
            "dial tcp [<V>]:5432: i/o timeout", "client: <V>, server: _", '"remote_addr": "<V>"',
            "X-Forwarded-For: <V>, unknown", "from <V> port 4242 ssh2", "('<V>', 443, 0, 0)",
            "src <V> dst -",
        ),
        "mac": (
            "ether <V> txqueuelen 1000", "HWaddr <V>", "? at <V> on en0 ifscope [ethernet]",
            "mac=<V>",
            "DHCPACK to <V> via eth0", '{"mac_address":"<V>"}', "BSSID: <V>",
            "lladdr <V> REACHABLE",
            "MAC-Adresse <V>", "wlan0: authenticate with <V>", "<V>,Intel Corp", "bluetooth <V>",
        ),
        "iban": (
            "IBAN <V>", "IBAN: <V> BIC", "Konto <V>, danke", '{"iban":"<V>"}',
            "transfer to <V> today",
            "virement sur <V>.", "cuenta <V>", "rekening <V> t.n.v. Jansen", "numer konta <V>",
            "IBAN\uff1a<V>",
            "<IBAN><V></IBAN>", "bonifico su <V> per favore", "/<V>\nJANE", ":59:/<V>",
            "INV 7 <V> EUR 12",
        ),
        "uk_nino": ("NINO: <V>", "National Insurance number <V>", '{"ni_number": "<V>"}',
        "NI no. <V>"),
        "in_pan": ("PAN: <V>", "PAN card <V>", '{"pan": "<V>"}', "pan_number=<V>",
        "permanent account number <V>"),
        "btc": ("bitcoin:<V>?amount=0.01", "send it to <V> now", '{"btc": "<V>"}',
        "addr <V>, 3 confirmations"),
    }.items()
}  # fmt: skip
"""By entity, what stands around it in files, protocols, reports and talk."""

AUTH = tuple(
    map(
        shaped,
        (
            "Authorization: Bearer <V>", "authorization: Basic <V>",
            "Proxy-Authorization: Basic <V>",
            "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer <V>\r\nAccept: */*\r\n",
            "Cookie: theme=dark; sessionid=<V>; lang=en", "Set-Cookie: sid=<V>; Path=/; HttpOnly",
            "X-Api-Key: <V>",
            "api-key: <V>", "x-goog-api-key: <V>",
            "curl -H 'Authorization: token <V>' https://x.test",
            'curl -H "X-Auth-Token: <V>" https://x.test',
            '{"headers": {"authorization": "Bearer <V>"}}',
            '["authorization", "Bearer <V>"]', "headers={'Authorization': 'Bearer <V>'}",
            'http.Header{"Authorization":[]string{"Bearer <V>"}}', "Ocp-Apim-Subscription-Key: <V>",
            '{"http.request.header.authorization": ["Bearer <V>"]}', "X-Amz-Security-Token: <V>",
            '{"name":"Authorization","value":"Bearer <V>"}',
            'req.Header.Set("Authorization", "Bearer <V>")',
            '-H "x-api-key: <V>" \\', "authorization=Bearer%20<V>", "Authorization: ApiKey <V>",
            "PRIVATE-TOKEN: <V>", "X-Vault-Token: <V>", '{\\"Authorization\\": \\"Bearer <V>\\"}',
            "> authorization: Bearer <V>\n> accept: */*", '.header("Authorization", "Bearer <V>")',
            "xhr.setRequestHeader('X-CSRF-Token', '<V>')",
            'Authorization: Digest username="u", response="<V>"',
            "Authorization: AWS4-HMAC-SHA256 Credential=x/2026/eu/s3/aws4_request, Signature=<V>",
        ),
    )
)  # fmt: skip
SECRETS = tuple(
    map(
        shaped,
        (
            "DB_PASSWORD=<V>", "export API_TOKEN='<V>'", "password: <V>", 'password = "<V>"',
            "spring.datasource.password=<V>",
            '{"username": "jdoe", "password": "<V>"}', '{\\"client_secret\\": \\"<V>\\"}',
            "client_secret=<V>&grant_type=x",
            "const apiKey = '<V>';", 'String secretKey = "<V>";',
            'let api_token = "<V>".to_string();', "$password = '<V>';",
            'apiSecret := "<V>"', "mysql -u root --password=<V> db", "sshpass -p '<V>' ssh host",
            "<password><V></password>",
            '<add key="ApiSecret" value="<V>"/>', "my password is <V>",
            "the password for the wifi is <V>, thanks", "Passwort: <V>",
            "mon mot de passe est <V>", "mot de passe : <V>", "contraseña: <V>",
            "la contraseña es <V>", "wachtwoord: <V>", "hasło: <V>",
            "şifre: <V>", "senha: <V>", "密码\uff1a<V>", "密码是 <V>",
            "パスワ\u30fcド: <V>", "비밀번호: <V>",
            "пароль: <V>",
            "كلمة المرور: <V>",
            "पासवर्ड: <V>", "pwd=<V>;Server=tcp:x;Database=y",
            "Server=x;User Id=sa;Password=<V>;", "AccountKey=<V>;EndpointSuffix=core",
            "?access_token=<V>&expires_in=3600", "https://x.test/cb?api_key=<V>",
            "&X-Amz-Signature=<V>", "?sig=<V>&se=2026", "refresh_token: <V>",
            "- name: DB_PASS\n  value: <V>", '{"name":"SECRET_KEY","value":"<V>"}',
            "[db]\nuser = x\npasswd = <V>", "SECRET_KEY_BASE: <V>",
            "ALTER USER app WITH PASSWORD '<V>';", "IDENTIFIED BY '<V>'", "redis-cli -a <V> ping",
            "curl -u admin:<V> https://x.test", "requirepass <V>",
            "passphrase: <V>", "Login: jdoe / Password: <V>", "| password | <V> |",
            "{'password': '<V>'}", ':password => "<V>"', "encryption_key: <V>",
            "machine x.test login jdoe password <V>", "//registry.test/:_authToken=<V>", "pass=<V>",
            "signing_secret = '<V>'", 'webhook_secret: "<V>"',
            'name="password"\r\n\r\n<V>\r\n--b', "user,password\njdoe,<V>",
            "aws_secret_access_key = <V>", "AWS_SECRET_ACCESS_KEY=<V>", '"SecretAccessKey": "<V>",',
            "export AWS_SECRET_ACCESS_KEY='<V>'", "secretAccessKey: '<V>'", "AWS secret key: <V>",
            'aws_secret_key: "<V>"', "<SecretAccessKey><V></SecretAccessKey>",
            "SecretAccessKey=<V>,",
            "PGPASSWORD=<V> psql -h x", "auth_token: <V>", "private_token=<V>",
            "use the pin code? no, password: `<V>`",
        ),
    )
)  # fmt: skip
URLS = tuple(
    map(
        shaped,
        (
            "postgres://app:<V>@db.test:5432/main", "postgresql+asyncpg://app:<V>@db/main",
            "mysql://root:<V>@db1/x",
            "mongodb+srv://u:<V>@c0.test/?w=1", "redis://:<V>@cache:6379/0",
            "rediss://default:<V>@cache:6379", "amqps://u:<V>@mq/v",
            "https://u:<V>@git.test/o/r.git", "git+https://oauth2:<V>@git.test/r",
            "ftp://u:<V>@files.test/", "sftp://u:<V>@h:22/p",
            "smtp://mailer:<V>@smtp.test:587", "jdbc:postgresql://u:<V>@db/main",
            "http://u:<V>@proxy.test:3128", "nats://u:<V>@n:4222",
            'DATABASE_URL="postgres://app:<V>@db/main"',
            '{"dsn": "https://k:<V>@o1.sentry.test/2"}', "clickhouse://default:<V>@ch:9000",
            "snowflake://u:<V>@acct/db",
            "git clone https://u:<V>@git.test/r.git && ls", "(mssql+pyodbc://sa:<V>@h/db)",
            "ldap://cn=admin:<V>@ldap.test", 'url: \\"mysql://u:<V>@h/d\\"',
        ),
    )
)  # fmt: skip
