"""Passwords and other secrets as files, commands and programs hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.redaction.splits.forms import filled, one_of
from bench.redaction.splits.twelfth_marks import around, framed
from bench.redaction.splits.twelfth_sayings import SAYINGS
from bench.redaction.splits.twelfth_tokens import opaque, pem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from bench.redaction.splits.forms import Make

__all__ = ["KEPT"]

WORDS = (
    "hunter", "falcon", "maple", "otter", "canyon", "purple", "rocket", "banana", "dragon",
    "mozart", "summer", "winter", "coffee", "tiger", "monkey", "sunset", "guitar", "pepper",
    "lisboa", "kaktus", "fenway", "orchid", "walrus", "copper", "velvet", "saturn", "pickle",
)  # fmt: skip
SIGNS = "!@#*^~?-_.=$+%"


def _password(random: Random) -> str:
    """Return what people choose, and what managers and programs make."""
    word, other, third = random.sample(WORDS, 3)
    signed = list(filled(random, "*" * random.randrange(10, 19) + "?"))
    for place in random.sample(range(1, len(signed)), 3):
        signed[place] = random.choice(SIGNS)
    return random.choice(
        (
            word + filled(random, "#"), word + filled(random, "??#"),
            f"{word.title()}{random.randrange(1970, 2027)}!",
            f"{word}-{other}-{filled(random, '##')}-{third}",
            f"{word.title()}#{other}{filled(random, '##')}",
            word.title() + "@" + filled(random, "#??"),
            word.translate(str.maketrans("aoe", "403")).title() + filled(random, "#!"),
            f"{word}.{other}.{filled(random, '####')}", "".join(signed), "".join(signed),
            filled(random, "*" * 11 + "#"), filled(random, "*" * 19 + "#"),
            filled(random, "*" * 31 + "#"),
            filled(random, "~" * 32), filled(random, "$" * 43 + "="),
            filled(random, "|" * 23 + "#"),
            filled(random, "`#`#``#`#`"), filled(random, "^`##*#^`"),
        )
    )  # fmt: skip


COMMANDS = (
    "export DB_PASSWORD='<V>'", "DB_PASSWORD=<V>", 'DATABASE_PASSWORD="<V>"', "set DB_PASS=<V>",
    "$env:SQL_PASSWORD = '<V>'", 'setx API_SECRET "<V>"', "PGPASSWORD='<V>' psql -h db -U app",
    "mysql -u root -p'<V>' shop < dump.sql", "mysql --user=root --password='<V>' shop",
    "mysqldump -uroot --password=<V> shop", "redis-cli -h cache -a '<V>' ping", "AUTH <V>\r\n+OK",
    'redis-cli> CONFIG SET requirepass "<V>"', "requirepass <V>\nmaxmemory 2gb",
    "curl -u 'ruth:<V>' https://api.example/v1/me", "curl --user admin:<V> http://es:9200/_cat",
    "wget --user=ruth --password='<V>' https://files.example/a.tgz",
    "http -a ruth:<V> GET https://api.example/v1/me", "sshpass -p '<V>' ssh ops@build-3",
    "docker login registry.example -u ci -p '<V>'",
    "echo '<V>' | docker login -u ci --password-stdin",
    "kubectl create secret generic db --from-literal=password='<V>'",
    "kubectl create secret docker-registry r --docker-username=ci --docker-password='<V>'",
    "helm upgrade app ./chart --set postgresql.auth.password='<V>'",
    "echo '<V>' | sudo -S systemctl restart nginx", "echo 'ruth:<V>' | chpasswd",
    "useradd -m ruth && echo '<V>' | passwd --stdin ruth", "net user ruth <V> /add",
    "htpasswd -b /etc/nginx/.htpasswd ruth '<V>'",
    "ldapsearch -x -D cn=admin,dc=acme -w '<V>' uid=x", "smbclient //nas/share -U 'ruth%<V>'",
    "openssl enc -aes-256-cbc -k '<V>' -in a -out b",
    "openssl pkcs12 -export -passout pass:<V> -in c.pem", "gpg --batch --passphrase '<V>' -d a.gpg",
    "keytool -list -keystore k.jks -storepass '<V>'", "zip -P '<V>' out.zip a.csv",
    "aws rds modify-db-instance --db-instance-identifier x --master-user-password '<V>'",
    "az login --service-principal -u app -p '<V>' --tenant t",
    "vault kv put secret/db password='<V>'", "gh secret set DEPLOY_TOKEN --body '<V>'",
    "fly secrets set SESSION_SECRET='<V>'", "heroku config:set SECRET_KEY_BASE='<V>'",
    "wp user create ruth r@x.example --user_pass='<V>'",
    "rclone config create nas webdav pass '<V>'", "mosquitto_pub -u dev -P '<V>' -t x -m 1",
    "sqlcmd -S db -U sa -P '<V>' -Q 'SELECT 1'", "mongosh --username root --password '<V>' admin",
    "CREATE USER ruth WITH PASSWORD '<V>';", "ALTER ROLE app WITH LOGIN PASSWORD '<V>';",
    "CREATE USER 'ruth'@'%' IDENTIFIED BY '<V>';", "ALTER LOGIN sa WITH PASSWORD = N'<V>';",
    "SET PASSWORD FOR 'root'@'localhost' = PASSWORD('<V>');",
    "INSERT INTO users (login, password) VALUES ('ruth', '<V>');",
    "UPDATE users SET password = '<V>' WHERE login = 'ruth';",
    "dblink('host=db user=app password=<V> dbname=shop')", 'RUN echo "root:<V>" | chpasswd',
    "ENV MYSQL_ROOT_PASSWORD=<V>", "ARG NPM_TOKEN=<V>",
    "docker run -e POSTGRES_PASSWORD=<V> postgres:17",
    '{"cmd": "export SMTP_PASSWORD=\'<V>\' && ./send.sh"}', 'expect "Password:"\nsend "<V>\\r"',
    "Password: <V>\nLast login: Mon Nov 2", "login: ruth\npassword: <V>",
    "nmcli dev wifi connect Nord password '<V>'",
)  # fmt: skip
FILES = (
    "environment:\n  POSTGRES_USER: app\n  POSTGRES_PASSWORD: <V>",
    "environment:\n  - RABBITMQ_DEFAULT_PASS=<V>", "stringData:\n  username: app\n  password: <V>",
    "- name: DB_PASSWORD\n  value: '<V>'", 'env:\n  - name: SESSION_SECRET\n    value: "<V>"',
    "auth:\n  rootPassword: '<V>'", "postgresql:\n  auth:\n    postgresPassword: <V>",
    "grafana:\n  adminPassword: <V>", 'variable "db_password" {\n  default = "<V>"\n}',
    'resource "aws_db_instance" "x" {\n  password = "<V>"\n}', 'admin_password = "<V>"',
    'master_password      = "<V>"', 'provider "mysql" {\n  password = "<V>"\n}',
    "ansible_ssh_pass=<V>", "web1 ansible_host=web1.internal ansible_become_password='<V>'",
    'vars:\n  mysql_root_password: "<V>"', "env:\n  DEPLOY_PASSWORD: <V>\nsteps: []",
    "[database]\nuser = app\npassword = <V>", '[client]\nuser=root\npassword="<V>"',
    "[smtp]\nsmtp_password = <V>", '[tool.app]\nsecret_key = "<V>"',
    "spring.datasource.password=<V>", "spring:\n  mail:\n    password: <V>",
    "server.ssl.key-store-password=<V>", "jdbc.password = <V>", "hibernate.connection.password=<V>",
    '<add key="DbPassword" value="<V>" />', '<property name="password" value="<V>"/>',
    "<password><V></password>",
    '<add name="Main" connectionString="Server=db;Database=shop;User Id=app;Password=<V>;" />',
    '"ConnectionStrings": {"Default": "Host=db;Username=app;Password=<V>;Pooling=true"}',
    '{"Jwt": {"Issuer": "acme", "SecretKey": "<V>"}}',
    '{"Smtp": {"User": "mailer", "Password": "<V>"}}',
    "jdbc:sqlserver://db:1433;databaseName=shop;user=app;password=<V>;",
    "jdbc:mysql://db/shop?user=app&password=<V>",
    "Driver={ODBC Driver 18};Server=db;Uid=app;Pwd=<V>;",
    "Data Source=db;User ID=app;Password=<V>;Encrypt=True",
    "host=db port=5432 user=app password=<V> sslmode=require", "DSN=shop;UID=app;PWD=<V>",
    "Endpoint=sb://x.servicebus.example/;SharedAccessKeyName=root;SharedAccessKey=<V>",
    ('sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required '
    'username="app" password="<V>";'),
    "sasl.password=<V>", "ssl.keystore.password=<V>", "sasl_plain_password: '<V>'",
    "//registry.example/:_password=<V>", "//npm.example/:_authToken=<V>", "_auth=<V>",
    "machine api.example login ruth password <V>",
    "machine git.example\n  login ruth\n  password <V>", "cat ~/.pgpass\ndb:5432:shop:app:<V>",
    "[server-login]\nusername: ci\npassword: <V>", 'credentials "app" {\n  token = "<V>"\n}',
    "EMAIL_HOST_PASSWORD = '<V>'", "SECRET_KEY = '<V>'", "'PASSWORD': '<V>',",
    "define('DB_PASSWORD', '<V>');", "'password' => env('X', '<V>'),", "wpa_passphrase=<V>",
    'psk="<V>"', "snmp-server community <V> RO", "username ruth privilege 15 password 0 <V>",
    "enable secret 0 <V>", "userPassword: <V>",
    "dn: uid=ruth,dc=acme\nuserPassword: <V>\nmail: r@acme.example", "login,password\nruth,<V>",
    "| user | password |\n|---|---|\n| ruth | <V> |",
    "site,username,password\nshop.example,ruth,<V>",
)  # fmt: skip
CODE = (
    'password = "<V>"', "const password = '<V>';", 'String password = "<V>";', 'var pwd = "<V>";',
    'let api_key = "<V>";', 'apiKey := "<V>"', "client_secret: '<V>',",
    'private static final String SECRET = "<V>";',
    "conn = psycopg.connect(host='db', user='app', password='<V>')",
    "redis.Redis(host='r', password='<V>')",
    "new Pool({ host: 'db', user: 'app', password: '<V>' })", 'smtp.login("mailer", "<V>")',
    'DriverManager.getConnection(url, "app", "<V>");', "auth=('ruth', '<V>')",
    "auth: { user: 'ruth', pass: '<V>' }",
    'requests.post(url, json={"user": "ruth", "password": "<V>"})', 'page.fill("#password", "<V>")',
    "cy.get('[name=password]').type('<V>')",
    'driver.find_element(By.ID, "password").send_keys("<V>")',
    'assert login("ruth", password="<V>").ok', 'Some(Secret { password: "<V>" })',
    "Config{user='app', password='<V>'}", "&{Host:db User:app Password:<V> Port:5432}",
    'DbConfig { user: "app", password: "<V>" }', "LoginRequest(username=ruth, password=<V>)",
    "{'username': 'ruth', 'password': '<V>'}",
    '{"jsonrpc": "2.0", "params": {"login": "ruth", "passwd": "<V>"}}',
    'login { user: "ruth" password: "<V>" }',
    'mutation { signIn(email: "r@x.example", password: "<V>") { token } }',
    "POST /login\n\nusername=ruth&password=<V>",
    "GET /cb?client_id=7&client_secret=<V>&grant_type=code",
    "DEBUG auth: trying user=ruth password=<V>", 'level=debug msg="login" user=ruth passwd="<V>"',
    "password authentication failed, used password '<V>'", '- password: "old"\n+ password: "<V>"',
    "+DB_PASSWORD=<V>", "-API_SECRET=<V>", "SIGNING_SECRET: !!str '<V>'", "password: >-\n  <V>",
    "password: |\n  <V>\n", '{\\"password\\": \\"<V>\\"}', '"{\\"client_secret\\":\\"<V>\\"}"',
    "<input type=password name=password value='<V>'>", "<user name='ruth' password='<V>'/>",
    "&quot;password&quot;:&quot;<V>&quot;",
    "<wsse:Password Type='#PasswordText'><V></wsse:Password>",
    '[{"name": "password", "value": "<V>"}]', "- key: client_secret\n  value: <V>",
    "os.environ['DB_PASSWORD'] = '<V>'", 'monkeypatch.setenv("API_SECRET", "<V>")',
    "I set `ADMIN_PASSWORD=<V>` in .env and restarted.",
    "Use `--password <V>` for the staging box.",
)  # fmt: skip
KEYS = (
    "password", "passwd", "db_password", "clientSecret", "client_secret", "api_secret",
    "passphrase", "admin_password", "SecretKey", "userPassword", "secret_key", "auth_token",
    "smtpPassword",
)  # fmt: skip


def _secret_contexts() -> tuple[str, ...]:
    """Return contexts of secrets: commands, files, code, sayings, and every frame."""
    return (*framed(KEYS, (), ()), *around((*COMMANDS, *FILES, *CODE) * 2), *around(SAYINGS * 4))


KEPT: dict[str, tuple[Sequence[str], Make]] = {
    "secret_kv": (_secret_contexts(), _password),
    "aws_key": (
        around((
            "aws_secret_access_key = <V>", "AWS_SECRET_ACCESS_KEY=<V>",
            "export AWS_SECRET_ACCESS_KEY='<V>'", '"SecretAccessKey": "<V>",',
            "aws configure set aws_secret_access_key <V>", 'secret_key = "<V>"',
            "AWS Secret Access Key [None]: <V>", "secretAccessKey: '<V>'",
            "aws_secret_access_key='<V>')",
            "[default]\nregion = eu-west-1\naws_secret_access_key = <V>", "fs.s3a.secret.key=<V>",
            "-e AWS_SECRET_ACCESS_KEY=<V>", "<SecretAccessKey><V></SecretAccessKey>",
            "my aws secret access key is <V>, does it work?", "s3:\n  secret_access_key: <V>",
            "Credentials{SecretAccessKey: <V>, Expires: never}", "AWS secret key: <V>",
        )),
        lambda random: filled(random, "$" * 39 + "*"),
    ),
    "private_key": (
        around((
            "-----BEGIN PRIVATE KEY-----\n<V>\n-----END PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY-----\n<V>\n...",
            '"private_key": "-----BEGIN PRIVATE KEY-----\\n<V>\\n-----END PRIVATE KEY-----\\n"',
            ("tls.key: |\n    -----BEGIN EC PRIVATE KEY-----\n"
            "    <V>\n    -----END EC PRIVATE KEY-----"),
            ("ssh_key = <<EOT\n-----BEGIN OPENSSH PRIVATE KEY-----\n"
            "<V>\n-----END OPENSSH PRIVATE KEY-----\nEOT"),
            "> -----BEGIN RSA PRIVATE KEY-----\n> <V>\n> -----END RSA PRIVATE KEY-----",
            'KEY="-----BEGIN PRIVATE KEY-----\n<V>',
            "+-----BEGIN PRIVATE KEY-----\n+<V>\n+-----END PRIVATE KEY-----",
            "cat id_rsa\n-----BEGIN RSA PRIVATE KEY-----\r\n<V>\r\n",
            "b'-----BEGIN PRIVATE KEY-----\\n<V>\\n-----END PRIVATE KEY-----\\n'",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\n<V>",
            "<key>-----BEGIN PRIVATE KEY-----\n<V>\n-----END PRIVATE KEY-----</key>",
            (
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                "DEK-Info: AES-128-CBC,9F2C4D\n\n<V>\n-----END RSA PRIVATE KEY-----"
            ),
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n<V>\n-----END PGP PRIVATE KEY BLOCK-----",
        )),
        lambda random: random.choice(pem(random)[:3]),
    ),
    "url_credentials": (
        around((
            "DATABASE_URL=postgres://app:<V>@db:5432/shop",
            "git remote add origin https://ruth:<V>@git.example/a/b.git",
            "origin\thttps://ci:<V>@git.example/a/b.git (fetch)",
            "REDIS_URL=redis://:<V>@cache:6379/0",
            "mongodb://root:<V>@m1:27017,m2:27017/?replicaSet=rs0",
            "pip install --index-url https://ci:<V>@pypi.example/simple x",
            "[global]\nextra-index-url = https://ci:<V>@pypi.example/simple",
            "celery -b amqp://worker:<V>@mq//", 'create_engine("mysql+pymysql://app:<V>@db/shop")',
            "curl https://ruth:<V>@api.example/v1",
            "fatal: unable to access 'https://ruth:<V>@git.example/a.git/': 403",
            "proxy = http://u1:<V>@proxy:3128",
            "sqlalchemy.url = postgresql+psycopg://app:<V>@pg.internal/app",
            "sentry dsn https://9f:<V>@sentry.example/4", "sftp://deploy:<V>@host:22/srv",
            "my url is postgres://app:<V>@db/shop ok", "CLOUDINARY_URL=cloudinary://83:<V>@acme",
        )),
        one_of("*" * 16, "``````##", "&" * 24, "**%21***%40##"),
    ),
    "auth_header": (
        around((
            "Authorization: Bearer <V>",
            'curl -H "Authorization: Bearer <V>" https://api.example/v1',
            "curl -H 'X-Api-Key: <V>' https://api.example", '"Authorization": "Basic <V>"',
            "headers={'Authorization': 'Token <V>'}",
            "http GET api.example Authorization:'Bearer <V>'",
            "wget --header='Authorization: Bearer <V>' https://x.example",
            "Cookie: sessionid=<V>; theme=dark", "Set-Cookie: sid=<V>; HttpOnly; Path=/",
            "> authorization: Basic <V>\n> accept: */*",
            'req.Header.Set("Authorization", "Bearer <V>")', "Proxy-Authorization: Basic <V>",
            "'x-api-key': '<V>',", '.header("Authorization", "Bearer <V>")',
            "map[Authorization:[Bearer <V>] Accept:[*/*]]",
            "axios.defaults.headers.common['Authorization'] = 'Bearer <V>';",
            "metadata: authorization=Bearer <V>",
            '[["authorization", "Bearer <V>"], ["accept", "*/*"]]', "api-key: <V>",
            "PRIVATE-TOKEN: <V>", 'git -c http.extraHeader="Authorization: Basic <V>" fetch',
            "X-Auth-Token: <V>", "X-Vault-Token: <V>",
        )),
        opaque,
    ),
}  # fmt: skip
"""Secrets beside what says that they are ones."""
