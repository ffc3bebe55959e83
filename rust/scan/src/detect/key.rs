//! Keys of values: where one lies before its sign.

use crate::boundary::is_escape_letter;
use crate::class::{TOKEN, WORD, is, run_start};
use crate::meaning::may_be_secret;
use crate::places::{Chains, TWO, two};

/// Longest key that is read.
pub(crate) const MAX_KEY: usize = 64;

/// A key before the sign, and how it is quoted.
pub(crate) struct Key {
    pub start: usize,
    pub end: usize,
    /// The quote and how many backslashes stand before it.
    pub quote: Option<(u8, usize)>,
}

pub(crate) fn key_before(text: &[u8], sign: usize) -> Option<Key> {
    let blanks = text[..sign]
        .iter()
        .rev()
        .take(MAX_KEY)
        .take_while(|&&byte| byte == b' ')
        .count();
    let mut end = sign - blanks;
    let (mut quote, mut is_open) = (None, false);
    let last = *text.get(end.checked_sub(1)?)?;
    if matches!(last, b'"' | b'\'' | b'`') {
        end -= 1;
        let run = backslashes(text, end);
        quote = Some((last, run));
        end -= run;
    } else if last == b'*' {
        // The marks of Markdown.
        end -= usize::from(text[..end].ends_with(b"**")) + 1;
    } else if last == b']' {
        end -= 1;
        if matches!(text[..end], [.., b'"' | b'\'']) {
            end -= 1;
            end -= backslashes(text, end);
        } else {
            is_open = true;
        }
    }
    if let Some(start) = native_key(&text[..end]) {
        return Some(Key { start, end, quote });
    }
    let tail = text[..end].last_chunk();
    if tail.is_some_and(|tail| !may_be_secret(*tail)) {
        return None;
    }
    if let Some(start) = short_key(&text[..end]) {
        return Some(Key { start, end, quote });
    }
    tail?;
    let mut start = run_start(text, end, TOKEN, MAX_KEY);
    if is_escape_letter(text, start) {
        start += 1;
    }
    let is_bracket = start.checked_sub(1).is_some_and(|at| text[at] == b'[');
    (is_bracket || !is_open).then_some(Key { start, end, quote })
}

/// Where the key of two letters that ends `text` begins, a part of a longer one as well: `db_pw`.
fn short_key(text: &[u8]) -> Option<usize> {
    let start = text.len().checked_sub(2)?;
    let is_key = text[start..].eq_ignore_ascii_case(b"pw");
    let is_free = start == 0 || is_escape_letter(text, start - 1) || !is(text[start - 1], WORD);
    (is_key && is_free).then_some(start)
}

/// The key with the word before it, where it is one of two: `secret key`, `API token`,
/// `fs.s3a.secret.key`, `kata sandi`, `clave privada`.
pub(crate) fn longer_name<'t>(text: &'t [u8], key: &Key) -> Option<&'t [u8]> {
    let name = &text[key.start..key.end];
    let seconds: [&[u8]; 7] = [
        b"key", b"token", b"sandi", b"privada", b"privata", b"pem", b"code",
    ];
    let is_second = seconds
        .iter()
        .any(|second| name.eq_ignore_ascii_case(second));
    let sign = key.start.checked_sub(1).filter(|_| is_second)?;
    let is_part = text[sign] == b'.' || text[sign] == b' ' && key.quote.is_none();
    is_part.then(|| &text[run_start(text, sign, TOKEN, 24)..key.end])
}

/// Keys with letters that ASCII has not.
const NATIVE: [&str; 126] = [
    "contraseña",
    "密码",
    "密碼",
    "口令",
    "パスワード",
    "暗証番号",
    "비밀번호",
    "암호",
    "пароль",
    "Пароль",
    "şifre",
    "şifren",
    "şifresi",
    "hasło",
    "كلمة المرور",
    "كلمة السر",
    "पासवर्ड",
    "รหัสผ่าน",
    "mật khẩu",
    "סיסמה",
    "κωδικός",
    "lösenord",
    "Contraseña",
    "CONTRASEÑA",
    "Şifre",
    "Şifresi",
    "Hasło",
    "Mật khẩu",
    "Κωδικός",
    "Lösenord",
    "jelszó",
    "Jelszó",
    "parolă",
    "Parolă",
    "Κωδικός πρόσβασης",
    "κωδικός πρόσβασης",
    "รหัสลับ",
    "رمز عبور",
    "گذرواژه",
    "পাসওয়ার্ড",
    "கடவுச்சொல்",
    "賬號密碼",
    "šifra",
    "Šifra",
    "parolė",
    "slaptažodis",
    "lösenordet",
    "Lösenordet",
    "şifrem",
    "Şifrem",
    "Şifreniz",
    "şifreniz",
    "пароля",
    "Паролю",
    "паролем",
    "Парола",
    "парола",
    "Лозинка",
    "лозинка",
    "пин-код",
    "ПИН-код",
    "暗号",
    "通行码",
    "通行碼",
    "パスコード",
    "暗証コード",
    "登录密码",
    "패스워드",
    "비번",
    "ססמה",
    "הסיסמה",
    "الرقم السري",
    "كلمه السر",
    "κωδικό",
    "lykilorð",
    "Lykilorð",
    "slaptažodį",
    "parolės",
    "पासकोड",
    "குறியீட்டுச்சொல்",
    "பாஸ்வேர்ட்",
    "পাসকোড",
    "ഒരു പാസ്‌വേഡ്",
    "mã pin",
    "mật mã",
    "Mật mã",
    "API-Schlüssel",
    "Api-Schlüssel",
    "API Schlüssel",
    "Privater Schlüssel",
    "privater Schlüssel",
    "Geheimer Schlüssel",
    "geheimer Schlüssel",
    "密钥",
    "密鑰",
    "私钥",
    "私鑰",
    "秘密鍵",
    "APIキー",
    "API キー",
    "アクセスキー",
    "シークレットキー",
    "API 키",
    "API키",
    "비밀키",
    "비밀 키",
    "개인키",
    "개인 키",
    "приватный ключ",
    "Приватный ключ",
    "закрытый ключ",
    "Закрытый ключ",
    "секретный ключ",
    "Секретный ключ",
    "ключ доступа",
    "Ключ доступа",
    "clé privée",
    "Clé privée",
    "clé secrète",
    "Clé secrète",
    "المفتاح الخاص",
    "المفتاح السري",
    "khóa bí mật",
    "khóa riêng",
    "ιδιωτικό κλειδί",
    "מפתח פרטי",
];

/// Parts of those of them whose value is a private key.
const PRIVATE: [&str; 11] = [
    "riv",
    "приват",
    "закрыт",
    "секрет",
    "私",
    "秘密鍵",
    "개인",
    "비밀키",
    "الخاص",
    "פרטי",
    "riêng",
];

/// True for a key of another language whose value is a private key.
pub(crate) fn is_native_private(key: &[u8]) -> bool {
    let has = |part: &&str| key.windows(part.len()).any(|near| near == part.as_bytes());
    PRIVATE.iter().any(has)
}

/// The keys by their last two bytes: most words end otherwise.
static BY_END: Chains<TWO, { NATIVE.len() }> = {
    let mut ends = [0; NATIVE.len()];
    let mut index = 0;
    while index < NATIVE.len() {
        let key = NATIVE[index].as_bytes();
        ends[index] = two([key[key.len() - 2], key[key.len() - 1]]);
        index += 1;
    }
    Chains::of(&ends)
};

/// The bit of sixteen bytes that ASCII has not.
const HIGH: u128 = u128::from_le_bytes([0x80; 16]);

/// Where a key of another language that ends `text` begins; the shortest, where one ends another.
#[inline]
pub(crate) fn native_key(text: &[u8]) -> Option<usize> {
    let first = BY_END.first(two(*text.last_chunk()?))?;
    one_of_native(text, first)
}

/// The same among the keys from the `first` on that end alike.
fn one_of_native(text: &[u8], first: usize) -> Option<usize> {
    let has_high = match text.last_chunk() {
        Some(near) => u128::from_le_bytes(*near) & HIGH != 0,
        None => !text.is_ascii(),
    };
    let mut known = Some(first).filter(|_| has_high);
    while let Some(index) = known {
        let key = NATIVE[index];
        if text.ends_with(key.as_bytes()) {
            return Some(text.len() - key.len());
        }
        known = BY_END.next(index);
    }
    None
}

/// How many backslashes stand before `to`.
pub(crate) fn backslashes(text: &[u8], to: usize) -> usize {
    run_of_backslashes(text[..to].iter().rev())
}

/// How many backslashes stand at `from`.
pub(crate) fn backslashes_from(text: &[u8], from: usize) -> usize {
    run_of_backslashes(text.get(from..).unwrap_or_default().iter())
}

fn run_of_backslashes<'a>(bytes: impl Iterator<Item = &'a u8>) -> usize {
    let near = bytes.take(MAX_KEY);
    near.take_while(|&&byte| byte == b'\\').count()
}

/// How many of the `run` backslashes before a quote escape it, where it is escaped no deeper than
/// one behind `depth`: the others stand for backslashes of the value.
pub(crate) fn closed_level(run: usize, mut depth: usize) -> Option<usize> {
    if run <= depth {
        return Some(run);
    }
    while !(run - depth).is_multiple_of(2 * (depth + 1)) {
        depth = depth.checked_sub(1)? / 2;
    }
    Some(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_native_key_is_found_and_the_shortest_of_those_that_end_alike() {
        for key in NATIVE {
            let shortest = NATIVE.iter().filter(|other| key.ends_with(**other));
            let shortest = shortest.map(|other| other.len()).min();
            let text = format!("a {key}");
            let found = native_key(text.as_bytes()).map(|start| text.len() - start);
            assert_eq!(found, shortest, "{key}");
        }
        assert_eq!(native_key("contrasena".as_bytes()), None);
    }
}
