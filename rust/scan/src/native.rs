//! Words beside numbers that are not of ASCII letters alone.

use crate::entity::Entity::{
    self, CnRic, DateOfBirth, DriverLicense, Eth, InAadhaar, JpMyNumber, KrRrn, Passport, Phone,
    ThTnin, UsSsn, Vin,
};
use crate::entity::EntitySet;

/// Words of other scripts, and words with letters that ASCII has not.
static NATIVE: [(Entity, &str); 55] = [
    (Phone, "电话"),
    (Phone, "電話"),
    (Phone, "手机"),
    (Phone, "手機"),
    (Phone, "携帯"),
    (Phone, "전화"),
    (Phone, "휴대폰"),
    (Phone, "телефон"),
    (Phone, "тел."),
    (Phone, "Телефон"),
    (Phone, "โทร"),
    (Phone, "هاتف"),
    (Phone, "फ़ोन"),
    (Phone, "móvil"),
    (Phone, "позвоните"),
    (Phone, "номеру"),
    (Phone, "llámame"),
    (Phone, "ηλέφωνο"),
    (Phone, "טלפון"),
    (UsSsn, "社会保障号"),
    (InAadhaar, "आधार"),
    (Eth, "钱包"),
    (Vin, "châssis"),
    (DateOfBirth, "生年月日"),
    (DateOfBirth, "出生"),
    (DateOfBirth, "생년월일"),
    (DateOfBirth, "рождения"),
    (DateOfBirth, "родился"),
    (DateOfBirth, "родилась"),
    (DateOfBirth, "né "),
    (DateOfBirth, "née "),
    (DateOfBirth, "född"),
    (DateOfBirth, "Född"),
    (DateOfBirth, "syntymä"),
    (DateOfBirth, "doğum"),
    (DateOfBirth, "Doğum"),
    (DateOfBirth, "ngày sinh"),
    (DateOfBirth, "تاريخ الميلاد"),
    (DateOfBirth, "जन्म"),
    (DateOfBirth, "วันเกิด"),
    (KrRrn, "주민등록번호"),
    (KrRrn, "주민번호"),
    (KrRrn, "외국인등록번호"),
    (CnRic, "身份证"),
    (JpMyNumber, "マイナンバー"),
    (JpMyNumber, "個人番号"),
    (ThTnin, "ประชาชน"),
    (Passport, "护照"),
    (Passport, "旅券"),
    (Passport, "パスポート"),
    (Passport, "паспорт"),
    (Passport, "Паспорт"),
    (Passport, "여권"),
    (DriverLicense, "驾驶证"),
    (DriverLicense, "運転免許"),
];

/// First two bytes of the words, a bit each: most texts have none.
static STARTS: [u64; 1024] = {
    let mut starts = [0; 1024];
    let mut index = 0;
    while index < NATIVE.len() {
        let word = NATIVE[index].1.as_bytes();
        let place = place(word[0], word[1]);
        starts[place >> 6] |= 1 << (place & 63);
        index += 1;
    }
    starts
};

/// The first word by its first byte, and the next one that begins with the same.
static FIRST: [u8; 256] = CHAINS.0;
static NEXT: [u8; NATIVE.len()] = CHAINS.1;

const CHAINS: ([u8; 256], [u8; NATIVE.len()]) = {
    let (mut first, mut next) = ([u8::MAX; 256], [u8::MAX; NATIVE.len()]);
    let mut index = 0;
    while index < NATIVE.len() {
        let lead = NATIVE[index].1.as_bytes()[0] as usize;
        next[index] = first[lead];
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer words")]
        let short = index as u8;
        first[lead] = short;
        index += 1;
    }
    (first, next)
};

#[inline]
const fn place(first: u8, second: u8) -> usize {
    (first as usize) << 8 | second as usize
}

/// Let through what the words in `text` do.
pub fn add_native(text: &[u8], found: &mut EntitySet) {
    for (at, pair) in text.windows(2).enumerate() {
        let place = place(pair[0], pair[1]);
        if STARTS[place >> 6] >> (place & 63) & 1 == 1 {
            let mut next = usize::from(FIRST[usize::from(pair[0])]);
            while let Some(&(entity, word)) = NATIVE.get(next) {
                if word.as_bytes()[1] == pair[1] && text[at..].starts_with(word.as_bytes()) {
                    found.insert(entity);
                }
                next = usize::from(NEXT[next]);
            }
        }
    }
}
