//! Words beside a number, and the kinds that they let through.

use std::sync::LazyLock;

use crate::class::{LOWER, UPPER, is};
use crate::entity::Entity::{
    self, AuAbn, AuMedicare, AuTfn, BrCnpj, BrCpf, CaSin, CnRic, CreditCard, DateOfBirth,
    DeSteuerId, DriverLicense, Email, Eth, FiHetu, FrNir, Iban, Imei, InAadhaar, InPan, JpMyNumber,
    KrRrn, NlBsn, Passport, Phone, PlPesel, SePersonnummer, SgNric, SwiftBic, ThTnin, TrTckn,
    UkNhs, UkNino, UsBankAccount, UsDea, UsItin, UsMbi, UsNpi, UsRouting, UsSsn, Vin, ZaId,
};
use crate::entity::EntitySet;

/// How much text is looked at.
const REACH: usize = 64;
/// Longest word.
const MAX_WORD: usize = 31;

/// Words by kind, in ASCII and lower case. Two words in a row count as one as well: `my number`,
/// `phone_number`.
const WORDS: [(Entity, &str); 42] = [
    (Email, "email"),
    (
        Phone,
        "phone mobile telephone tel fax cellphone cell whatsapp phonenumber mobilenumber \
         contactnumber telefon telefono telefone telefoonnummer telefoon handy mobil movil celular \
         cellulare portable callme ringme textme reachme dial callback sms msisdn handynummer \
         rufnummer telefonnummer",
    ),
    (UsSsn, "ssn social socialsecurity socialsecuritynumber"),
    (UsItin, "itin taxpayer"),
    (
        CreditCard,
        "card visa mastercard amex cardnumber creditcard",
    ),
    (SwiftBic, "swift bic swiftcode biccode"),
    (UkNhs, "nhs nhsnumber"),
    (InAadhaar, "aadhaar aadhar uidai aadhaarnumber"),
    (InPan, "pan pannumber pancard"),
    (
        DateOfBirth,
        "dob born birth birthday birthdate dateofbirth geboren geburtsdatum geburtstag geb \
         naissance nacimiento nacido nacida nascimento nascido nascita nato nata geboortedatum \
         syntyma urodzenia dogumtarihi bday",
    ),
    (Eth, "wallet ethereum eth"),
    (UkNino, "nino"),
    (Iban, "iban"),
    (FrNir, "nir"),
    (CaSin, "sin nas insurance sinnumber"),
    (AuTfn, "tfn tax taxfile taxfilenumber"),
    (AuMedicare, "medicare medicarenumber"),
    (AuAbn, "abn"),
    (
        DeSteuerId,
        "steuer steuerid steuernummer steueridentifikationsnummer identifikationsnummer idnr",
    ),
    (PlPesel, "pesel"),
    (SePersonnummer, "personnummer personnr samordningsnummer"),
    (FiHetu, "hetu henkilotunnus"),
    (NlBsn, "bsn burgerservicenummer sofinummer"),
    (BrCpf, "cpf"),
    (BrCnpj, "cnpj"),
    (TrTckn, "tckn kimlik"),
    (ThTnin, "tnin thai thaiid"),
    (KrRrn, "rrn jumin"),
    (CnRic, "shenfenzheng idcard"),
    (JpMyNumber, "mynumber kojinbango"),
    (SgNric, "nric fin"),
    (ZaId, "idnumber idno rsaid said southafrican"),
    (Vin, "vin chassis vehicle fahrgestellnummer"),
    (Imei, "imei imeisv"),
    (UsNpi, "npi npinumber"),
    (UsDea, "dea deanumber"),
    (UsMbi, "mbi medicare beneficiary"),
    (UsRouting, "routing aba rtn routingnumber abanumber"),
    (
        UsBankAccount,
        "accountnumber accountno bankaccount acct acctno kontonummer",
    ),
    (
        Passport,
        "passport passportnumber passportno passeport reisepass pasaporte passaporto passaporte \
         paspoort paszport passnummer",
    ),
    (
        DriverLicense,
        "license licence driverlicense driverslicense drivinglicence drivinglicense dl \
         fuhrerschein hrerschein permis licencia carnet patente rijbewijs",
    ),
    (ZaId, "idnummer"),
];

/// Words of other scripts, and words with letters that ASCII has not.
const NATIVE: [(Entity, &str); 36] = [
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
    (DateOfBirth, "生年月日"),
    (DateOfBirth, "出生"),
    (DateOfBirth, "생년월일"),
    (DateOfBirth, "рождения"),
    (DateOfBirth, "родился"),
    (DateOfBirth, "родилась"),
    (DateOfBirth, "né "),
    (DateOfBirth, "née "),
    (DateOfBirth, "född"),
    (DateOfBirth, "syntymä"),
    (KrRrn, "주민등록번호"),
    (CnRic, "身份证"),
    (JpMyNumber, "マイナンバー"),
    (JpMyNumber, "個人番号"),
    (ThTnin, "ประชาชน"),
    (Passport, "护照"),
    (Passport, "旅券"),
    (Passport, "パスポート"),
    (Passport, "паспорт"),
    (Passport, "여권"),
    (DriverLicense, "驾驶证"),
    (DriverLicense, "運転免許"),
];

/// Words with what they let through, by first letter.
static BY_LETTER: LazyLock<Vec<Vec<(&'static [u8], EntitySet)>>> = LazyLock::new(|| {
    let mut by_letter: Vec<Vec<(&[u8], EntitySet)>> = vec![Vec::new(); 26];
    for (entity, list) in WORDS {
        for word in list.split_ascii_whitespace().map(str::as_bytes) {
            let Some(place) = letter(word).and_then(|index| by_letter.get_mut(index)) else {
                continue;
            };
            match place.iter_mut().find(|known| known.0 == word) {
                Some(known) => known.1.insert(entity),
                None => place.push((word, [entity].into_iter().collect())),
            }
        }
    }
    by_letter
});

/// Lengths of the words that begin with a letter, bit `n` for `n` bytes, the plural's too: most
/// words are dismissed by it.
static LENGTHS: [u32; 26] = lengths();

const fn lengths() -> [u32; 26] {
    let mut lengths = [0; 26];
    let mut index = 0;
    while index < WORDS.len() {
        let list = WORDS[index].1.as_bytes();
        let (mut start, mut at) = (0, 0);
        while at <= list.len() {
            if at == list.len() || list[at] == b' ' {
                if at > start {
                    lengths[(list[start] - b'a') as usize] |= 3 << (at - start);
                }
                start = at + 1;
            }
            at += 1;
        }
        index += 1;
    }
    lengths
}

fn letter(word: &[u8]) -> Option<usize> {
    let letter = (*word.first()? | 0x20).wrapping_sub(b'a');
    (letter < 26).then_some(usize::from(letter))
}

/// Kinds whose words stand in the last 64 bytes of `text`; `camelCase` and `snake_case` are several
/// words.
pub fn words(text: &[u8]) -> EntitySet {
    let mut found = EntitySet::default();
    let text = &text[text.len().saturating_sub(REACH)..];
    let shape = Shape::new(text);
    let mut starts = shape.letters & !(shape.letters << 1) | shape.humps;
    let mut before: &[u8] = b"";
    let mut initials = Initials::default();
    while starts != 0 {
        let start = starts.trailing_zeros();
        starts &= starts - 1;
        let behind = (!shape.letters | shape.humps) >> start >> 1;
        let end = ((start + 1 + behind.trailing_zeros()) as usize).min(text.len());
        let start = start as usize;
        let word = &text[start..end];
        add_word(word, &mut found);
        add_pair(before, word, &mut found);
        initials.take(text, start, word, &mut found);
        before = word;
    }
    if shape.has_high {
        add_native(text, &mut found);
    }
    found
}

/// Which bytes of a text are letters, and which are capitals behind a small letter.
struct Shape {
    letters: u64,
    humps: u64,
    has_high: bool,
}

impl Shape {
    #[inline]
    fn new(text: &[u8]) -> Self {
        let (mut letters, mut small, mut escapes, mut high) = (0u64, 0u64, 0u64, 0u8);
        for (index, &byte) in text.iter().enumerate() {
            letters |= u64::from(is(byte, UPPER | LOWER)) << index;
            small |= u64::from(is(byte, LOWER)) << index;
            escapes |= u64::from(byte == b'\\') << index;
            high |= byte;
        }
        // The letter of an escape, as in `\\nphone`, begins no word.
        letters &= !(small & escapes << 1);
        Self {
            letters,
            humps: letters & !small & small << 1,
            has_high: high >= 0x80,
        }
    }
}

/// Letters that stand for words: `D.O.B.` is one word.
#[derive(Default)]
struct Initials {
    letters: [u8; 8],
    count: usize,
    end: usize,
}

impl Initials {
    fn take(&mut self, text: &[u8], start: usize, word: &[u8], found: &mut EntitySet) {
        let is_next = self.count == 0 || start == self.end + 1 && text[self.end] == b'.';
        if word.len() != 1 || !is_next {
            self.count = 0;
        }
        if let ([letter], Some(place)) = (word, self.letters.get_mut(self.count)) {
            *place = *letter;
            self.count += 1;
            self.end = start + 1;
            if self.count > 2 {
                add_word(&self.letters[..self.count], found);
            }
        }
    }
}

/// Let through what `word` does.
#[inline]
pub fn add_word(word: &[u8], found: &mut EntitySet) {
    if let Some(index) = letter(word)
        && word.len() <= MAX_WORD
        && LENGTHS[index] >> word.len() & 1 == 1
    {
        add_known(word, index, found);
    }
}

/// Let through what two words do that are one.
#[inline]
fn add_pair(first: &[u8], second: &[u8], found: &mut EntitySet) {
    let len = first.len() + second.len();
    let Some(index) = letter(first).filter(|_| len <= MAX_WORD) else {
        return;
    };
    if LENGTHS[index] >> len & 1 == 1 {
        let mut both = [0; MAX_WORD];
        both[..first.len()].copy_from_slice(first);
        both[first.len()..len].copy_from_slice(second);
        add_known(&both[..len], index, found);
    }
}

fn add_known(word: &[u8], index: usize, found: &mut EntitySet) {
    for &(known, entities) in &BY_LETTER[index] {
        let is_plural = word.len() == known.len() + 1 && word.ends_with(b"s");
        if (is_plural || word.len() == known.len())
            && word[..known.len()].eq_ignore_ascii_case(known)
        {
            *found = found.or(entities);
        }
    }
}

fn add_native(text: &[u8], found: &mut EntitySet) {
    for (entity, word) in NATIVE {
        let word = word.as_bytes();
        if !found.has(entity) && text.windows(word.len()).any(|window| window == word) {
            found.insert(entity);
        }
    }
}
