//! Keys of values: where one lies before its sign, and what keys beside it say of it.

use crate::boundary::is_escape_letter;
use crate::class::{TOKEN, WORD, is, run_start};
use crate::meaning::{SIBLINGS, may_be_secret, whole_of};

/// Longest key that is read.
pub(crate) const MAX_KEY: usize = 64;
/// How far from a value its sibling's name may stand.
const SIBLING_REACH: usize = 48;

/// Longest value behind which a sibling is looked for.
const MAX_SIBLING: usize = 160;

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
        .take(3)
        .take_while(|&&byte| byte == b' ')
        .count();
    let mut end = sign - blanks;
    let mut quote = None;
    let last = *text.get(end.checked_sub(1)?)?;
    if matches!(last, b'"' | b'\'' | b'`') {
        end -= 1;
        let run = backslashes(text, end);
        quote = Some((last, run));
        end -= run;
    } else if last == b']' && matches!(text[..end], [.., b'"' | b'\'', _]) {
        end -= 2;
        end -= backslashes(text, end);
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
    Some(Key { start, end, quote })
}

/// Where the key of two letters that ends `text` begins, a part of a longer one as well: `db_pw`.
fn short_key(text: &[u8]) -> Option<usize> {
    let start = text.len().checked_sub(2)?;
    let is_key = text[start..].eq_ignore_ascii_case(b"pw");
    let is_free = start == 0 || is_escape_letter(text, start - 1) || !is(text[start - 1], WORD);
    (is_key && is_free).then_some(start)
}

/// The key with the word before it, where it is one of two: `secret key`, `API token`,
/// `fs.s3a.secret.key`, `kata sandi`.
pub(crate) fn longer_name<'t>(text: &'t [u8], key: &Key) -> Option<&'t [u8]> {
    let name = &text[key.start..key.end];
    let seconds: [&[u8]; 3] = [b"key", b"token", b"sandi"];
    let is_second = seconds
        .iter()
        .any(|second| name.eq_ignore_ascii_case(second));
    let sign = key.start.checked_sub(1).filter(|_| is_second)?;
    let is_part = text[sign] == b'.' || text[sign] == b' ' && key.quote.is_none();
    is_part.then(|| &text[run_start(text, sign, TOKEN, 24)..key.end])
}

/// Keys with letters that ASCII has not.
const NATIVE: [&str; 86] = [
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
];

/// How the keys end: most words end otherwise.
static LAST: [bool; 256] = {
    let mut last = [false; 256];
    let mut index = 0;
    while index < NATIVE.len() {
        let key = NATIVE[index].as_bytes();
        last[key[key.len() - 1] as usize] = true;
        index += 1;
    }
    last
};

/// The bit of sixteen bytes that ASCII has not.
const HIGH: u128 = u128::from_le_bytes([0x80; 16]);

/// Where a key of another language that ends `text` begins.
pub(crate) fn native_key(text: &[u8]) -> Option<usize> {
    let last = *text.last().filter(|last| LAST[usize::from(**last)])?;
    let has_high = match text.last_chunk() {
        Some(near) => u128::from_le_bytes(*near) & HIGH != 0,
        None => !text.is_ascii(),
    };
    let is_key =
        |key: &&&str| key.as_bytes().last() == Some(&last) && text.ends_with(key.as_bytes());
    let key = has_high.then(|| NATIVE.iter().find(is_key)).flatten()?;
    Some(text.len() - key.len())
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

/// True where the key is `value` and a key beside it, `name` or `key`, has the name of a secret: in
/// an object of JSON, an element of XML, or an entry of YAML.
pub(crate) fn is_named_by_sibling(text: &[u8], sign: usize, key: &Key) -> bool {
    let name = &text[key.start..key.end];
    if !SIBLINGS
        .iter()
        .any(|sibling| name.eq_ignore_ascii_case(sibling))
    {
        return false;
    }
    let before = &text[key.start.saturating_sub(SIBLING_REACH)..key.start];
    let last_of = |open: u8| before.rsplit(move |&byte| byte == open).next();
    let names = |object: Option<&[u8]>| object.is_some_and(names_secret);
    match (key.quote, text[sign]) {
        (Some(_), _) => {
            let behind = behind_value(text, sign);
            let object = behind.split(|&byte| byte == b'}').next();
            may_name(before) && names(last_of(b'{')) || may_name(behind) && names(object)
        }
        (None, b'=') => {
            let open = before.iter().rev().find(|byte| matches!(byte, b'<' | b'{'));
            open.is_some_and(|&open| may_name(before) && names(last_of(open)))
        }
        (None, _) => {
            let is_indented = before.ends_with(b" ") && before.contains(&b'-');
            is_indented && may_name(before) && names(last_of(b'-'))
        }
    }
}

/// What stands behind the value of the key whose sign is at `sign`, near enough for a sibling.
fn behind_value(text: &[u8], sign: usize) -> &[u8] {
    let rest = text[sign..].iter().take(MAX_SIBLING).enumerate();
    let mut quotes = rest
        .filter(|(_, byte)| **byte == b'"')
        .map(|(at, _)| sign + at);
    let end = quotes.nth(1).unwrap_or(sign);
    &text[end..text.len().min(end + SIBLING_REACH)]
}

/// False where neither `name` nor `key` can stand in `near`: all bytes are looked at, which takes
/// less time than to stop at the first.
fn may_name(near: &[u8]) -> bool {
    let has = |word: [u8; 3]| {
        let [first, second, third] = [0, 1, 2].map(|by| near.get(by..).unwrap_or_default());
        let places = first.iter().zip(second).zip(third);
        let other = |byte: &u8, of: usize| (byte | 0x20) ^ word[of];
        places.fold(u8::MAX, |least, ((first, second), third)| {
            least.min(other(first, 0) | other(second, 1) | other(third, 2))
        }) == 0
    };
    has(*b"ame") || has(*b"key")
}

/// True where `"name": "…"` or `"key": "…"` in `near` has the name of a secret.
fn names_secret(near: &[u8]) -> bool {
    let mut is_name = false;
    for word in near
        .split(|byte| !is(*byte, TOKEN))
        .filter(|word| !word.is_empty())
    {
        if is_name && word.last_chunk().is_some_and(|last| may_be_secret(*last)) {
            return whole_of(word).is_some();
        }
        is_name = word.eq_ignore_ascii_case(b"name") || word.eq_ignore_ascii_case(b"key");
    }
    false
}
