"""How people tell a password, in chats, calls and mails of twenty languages."""

from __future__ import annotations

__all__ = ["SAYINGS"]

SAYINGS = (
    "my password is <V>", "pw: <V>", "the pw is <V> btw", "password = <V>, dont tell anyone 😅",
    "no wait it's <V>, the password i mean", "User: what was it again\nUser: password <V>",
    "passwd <V>", "try logging in with ruth / password <V>", "user ruth pass <V>",
    "Wifi password: <V>", "wifi pw is <V> 📶", "the wifi key is: <V>",
    "I changed my password to <V> and now I'm locked out.", "temp password: <V>",
    "Your temporary password is <V>. Please change it.", "new password <V> old one dont work",
    "Agent: please tell me the password.\nCaller: it is <V>.",
    "I keep typing my password <V> and it says wrong", "login: ruth@shop.example\npwd: <V>",
    "credentials for staging: ruth / <V>", "creds: admin:<V>", "Username: ruth\nPassword: <V>",
    "the admin password is still <V>", "root pw → <V>", "the passphrase is <V>", "password's <V>",
    "it should accept <V> as the password", "my api key is <V>", "here's the token: <V>",
    "use this secret: <V>", "the client secret is <V>", "sorry typo, password is <V>",
    "Password 🔑 <V>", "set the password to <V> please",
    "can you check why password <V> is rejected", "pass: <V> thx", "Mein Passwort ist <V>",
    "Passwort: <V>", "das Kennwort lautet <V>", "WLAN-Passwort: <V>",
    "ich hab das Passwort auf <V> geändert", "Zugangsdaten: ruth / Passwort <V>",
    "nein, das Passwort ist <V>", "mon mot de passe est <V>", "Mot de passe : <V>", "mdp: <V>",
    "le mdp c'est <V>", "le code wifi est <V>", "mi contraseña es <V>", "Contraseña: <V>",
    "la clave es <V>", "usuario ruth, contraseña <V>", "no, la contraseña nueva es <V>",
    "minha senha é <V>", "Senha: <V>", "a senha do wifi é <V>", "usuário ruth senha <V>",
    "la mia password è <V>", "Password: <V> (non funziona)", "la parola d'ordine è <V>",
    "mijn wachtwoord is <V>", "Wachtwoord: <V>", "het wachtwoord is nu <V>", "moje hasło to <V>",
    "Hasło: <V>", "hasło do wifi: <V>", "mitt lösenord är <V>", "Lösenord: <V>",
    "passordet mitt er <V>", "Passord: <V>", "min adgangskode er <V>", "Adgangskode: <V>",
    "salasanani on <V>", "Salasana: <V>", "moje heslo je <V>", "Heslo: <V>", "a jelszavam <V>",
    "Jelszó: <V>", "parola mea este <V>", "Parola: <V>", "şifrem <V>", "Şifre: <V>",
    "parolam <V> ama çalışmıyor", "мой пароль <V>", "Пароль: <V>", "логин ruth пароль <V>",
    "новый пароль — <V>", "мій пароль <V>", "парола: <V>", "ο κωδικός μου είναι <V>",
    "Κωδικός πρόσβασης: <V>", "הסיסמה שלי היא <V>", "סיסמה: <V>", "كلمة المرور هي <V>",
    "كلمة السر: <V>", "मेरा पासवर्ड <V> है", "पासवर्ड: <V>", "パスワードは<V>です",
    "パスワード：<V>", "Wi-Fiのパスワードは <V> です", "我的密码是<V>", "密码：<V>", "密碼是 <V>",
    "新密码改成 <V> 了", "비밀번호는 <V> 입니다", "비밀번호: <V>", "비번 <V> 이에요",
    "mật khẩu của tôi là <V>", "Mật khẩu: <V>", "kata sandi saya <V>", "Kata sandi: <V>",
    "รหัสผ่านคือ <V>", "รหัสผ่าน: <V>",
)  # fmt: skip
