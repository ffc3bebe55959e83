//! Words beside numbers that are not of ASCII letters alone.

use crate::entity::Entity::{
    self, BrCpf, CnRic, CreditCard, DateOfBirth, DriverLicense, Eth, InAadhaar, InPan, JpMyNumber,
    KrRrn, Passport, Phone, SwiftBic, ThTnin, TrTckn, UsBankAccount, UsRouting, UsSsn, Vin,
};

/// Words of other scripts, and words with letters that ASCII has not, in the order of their bytes;
/// a first letter that may be a capital is left out.
static NATIVE: [(Entity, &str); 211] = [
    (DateOfBirth, "Doğum"),
    (DateOfBirth, "Född"),
    (DateOfBirth, "Nací"),
    (DateOfBirth, "NÉ "),
    (DateOfBirth, "NÉE "),
    (DateOfBirth, "Né "),
    (DateOfBirth, "Née "),
    (Phone, "Tél"),
    (Phone, "adzwoń"),
    (CreditCard, "artão"),
    (TrTckn, "atandaşlık"),
    (Passport, "aşaport"),
    (Passport, "așaport"),
    (DriverLicense, "bằng lái"),
    (Vin, "châssis"),
    (CreditCard, "crédit"),
    (Eth, "cüzdan"),
    (DriverLicense, "de condução"),
    (DateOfBirth, "doğum"),
    (DateOfBirth, "dzimšanas"),
    (Phone, "elefonní"),
    (Phone, "elefonszám"),
    (Phone, "elefón"),
    (BrCpf, "essoa Física"),
    (DriverLicense, "ezetői"),
    (DateOfBirth, "född"),
    (DriverLicense, "giấy phép lái"),
    (DateOfBirth, "gày sinh"),
    (Phone, "gọi cho tôi"),
    (Passport, "hộ chiếu"),
    (DriverLicense, "idičsk"),
    (Phone, "llámame"),
    (Phone, "llámeme"),
    (Vin, "lvázszam"),
    (Vin, "lvázszám"),
    (Phone, "móvil"),
    (DateOfBirth, "nació"),
    (DateOfBirth, "nací"),
    (DateOfBirth, "naşter"),
    (DateOfBirth, "nașter"),
    (DateOfBirth, "né "),
    (DateOfBirth, "née "),
    (DateOfBirth, "născut"),
    (DriverLicense, "odičsk"),
    (DriverLicense, "ogosítvány"),
    (DriverLicense, "ozačk"),
    (DriverLicense, "ozniš"),
    (Passport, "pasoš"),
    (DateOfBirth, "rođen"),
    (Vin, "số khung"),
    (Passport, "tlevél"),
    (Phone, "tél"),
    (DateOfBirth, "yntymä"),
    (DateOfBirth, "zületett"),
    (DateOfBirth, "zületési"),
    (Phone, "éléphone"),
    (Passport, "íslo pasu"),
    (Phone, "ückruf"),
    (DriverLicense, "ührerschein"),
    (DateOfBirth, "ünniaeg"),
    (DriverLicense, "ürücü"),
    (Phone, "điện thoại"),
    (Vin, "şase"),
    (Vin, "şasi"),
    (DateOfBirth, "γέννησης"),
    (Passport, "διαβατ"),
    (Phone, "κινητό"),
    (Phone, "λέφων"),
    (DriverLicense, "οδήγησης"),
    (Vin, "πλαισίου"),
    (Eth, "πορτοφολ"),
    (SwiftBic, "БИК"),
    (Phone, "Тел."),
    (Passport, "аспорт"),
    (DriverLicense, "водительских прав"),
    (DriverLicense, "возачк"),
    (Phone, "елефон"),
    (Eth, "кошел"),
    (DateOfBirth, "народження"),
    (CreditCard, "номер карт"),
    (UsBankAccount, "номер счета"),
    (UsBankAccount, "номер счёта"),
    (Phone, "номеру"),
    (Phone, "обильн"),
    (DriverLicense, "одительск"),
    (DriverLicense, "одійськ"),
    (Passport, "пасош"),
    (Phone, "позвоните"),
    (DriverLicense, "посвідчення водія"),
    (DriverLicense, "права на управление"),
    (DateOfBirth, "раждане"),
    (DateOfBirth, "родилась"),
    (DateOfBirth, "родился"),
    (DateOfBirth, "рожд."),
    (DateOfBirth, "рождения"),
    (DateOfBirth, "рођења"),
    (Phone, "тел."),
    (Eth, "фириум"),
    (Vin, "шасси"),
    (Passport, "דרכון"),
    (Phone, "טלפון"),
    (DateOfBirth, "לידה"),
    (Phone, "נייד"),
    (DriverLicense, "רישיון נהיגה"),
    (DriverLicense, "רשיון נהיגה"),
    (Eth, "إيثيريوم"),
    (DateOfBirth, "الميلاد"),
    (CreditCard, "بطاقة الائتمان"),
    (Phone, "تلفن"),
    (DateOfBirth, "تولد"),
    (Passport, "جواز"),
    (Phone, "جوال"),
    (DriverLicense, "رخصة السياقة"),
    (DriverLicense, "رخصة القيادة"),
    (DriverLicense, "رخصة قيادة"),
    (CreditCard, "رقم البطاقة"),
    (Eth, "محفظة"),
    (Phone, "هاتف"),
    (Passport, "پاسپورت"),
    (Passport, "گذرنامه"),
    (DriverLicense, "گواهینامه"),
    (InAadhaar, "आधार"),
    (CreditCard, "क्रेडिट"),
    (DateOfBirth, "जन्म"),
    (DriverLicense, "ड्राइविंग"),
    (Passport, "पासपोर्ट"),
    (InPan, "पैन"),
    (Phone, "फ़ोन"),
    (Phone, "फोन"),
    (Phone, "मोबाइल"),
    (InAadhaar, "আধার"),
    (DateOfBirth, "জন্ম"),
    (DriverLicense, "ড্রাইভিং"),
    (Passport, "পাসপোর্ট"),
    (Phone, "ফোন"),
    (InAadhaar, "ਆਧਾਰ"),
    (InAadhaar, "આધાર"),
    (InAadhaar, "ஆதார்"),
    (Passport, "கடவுச்சீட்டு"),
    (Phone, "தொலைபேசி"),
    (DateOfBirth, "பிறந்த"),
    (InAadhaar, "ఆధార్"),
    (InAadhaar, "ಆಧಾರ್"),
    (ThTnin, "ปชช"),
    (ThTnin, "ประจำตัว"),
    (ThTnin, "ประชาชน"),
    (Phone, "มือถือ"),
    (DateOfBirth, "วันเกิด"),
    (Passport, "หนังสือเดินทาง"),
    (Phone, "โทร"),
    (DriverLicense, "ใบขับขี่"),
    (Eth, "イーサリアム"),
    (Eth, "ウォレット"),
    (CreditCard, "カード番号"),
    (CreditCard, "クレジット"),
    (Passport, "パスポート"),
    (JpMyNumber, "マイナンバー"),
    (Eth, "以太坊"),
    (CreditCard, "信用卡"),
    (JpMyNumber, "個人番号"),
    (DriverLicense, "免許証番号"),
    (DateOfBirth, "出生"),
    (CreditCard, "卡号"),
    (UsBankAccount, "口座番号"),
    (Phone, "手机"),
    (Phone, "手機"),
    (Passport, "护照"),
    (Phone, "携帯"),
    (Passport, "旅券"),
    (DateOfBirth, "生年月日"),
    (DateOfBirth, "生日"),
    (Phone, "电话"),
    (UsSsn, "社会保障号"),
    (UsSsn, "社会安全号"),
    (UsSsn, "社會安全"),
    (Phone, "联系方式"),
    (Passport, "護照"),
    (UsRouting, "路由号码"),
    (CnRic, "身份證"),
    (CnRic, "身份证"),
    (CnRic, "身分證"),
    (Vin, "車台番号"),
    (Vin, "車架號"),
    (Vin, "車輛識別"),
    (Vin, "车架号"),
    (Vin, "车辆识别"),
    (DriverLicense, "運転免許"),
    (UsBankAccount, "銀行賬號"),
    (Eth, "錢包"),
    (Eth, "钱包"),
    (UsBankAccount, "银行账号"),
    (Phone, "電話"),
    (DriverLicense, "駕照"),
    (DriverLicense, "駕駛執照"),
    (DriverLicense, "驾照"),
    (DriverLicense, "驾驶证"),
    (UsBankAccount, "계좌번호"),
    (DateOfBirth, "생년월일"),
    (CreditCard, "신용카드"),
    (Passport, "여권"),
    (Phone, "연락처"),
    (KrRrn, "외국인등록번호"),
    (DriverLicense, "운전면허"),
    (Eth, "이더리움"),
    (Phone, "전화"),
    (KrRrn, "주민등록번호"),
    (KrRrn, "주민번호"),
    (Eth, "지갑"),
    (Vin, "차대번호"),
    (CreditCard, "카드번호"),
    (Phone, "휴대폰"),
];

/// How many places four bytes have.
const FOURS: usize = 1 << 13;

/// The place of four bytes, which hardly any share.
#[inline]
const fn place(four: [u8; 4]) -> usize {
    (u32::from_le_bytes(four).wrapping_mul(0x9e37_79b1) >> 19) as usize
}

/// Stands for no word.
const NONE: u8 = u8::MAX;

/// The first word of each place of the four bytes that it begins with, and the next one behind
/// each: most texts have none.
static WORDS: ([u8; FOURS], [u8; NATIVE.len()]) = {
    let (mut first, mut next) = ([NONE; FOURS], [NONE; NATIVE.len()]);
    let mut index = NATIVE.len();
    while index > 0 {
        index -= 1;
        let word = NATIVE[index].1.as_bytes();
        let place = place([word[0], word[1], word[2], word[3]]);
        next[index] = first[place];
        #[expect(clippy::cast_possible_truncation, reason = "there are fewer words")]
        let short = index as u8;
        first[place] = short;
    }
    (first, next)
};

/// Visit the words in `text` with where they begin and what they let through; each has four bytes
/// and more.
#[inline(never)]
pub fn each_native(text: &[u8], visit: &mut dyn FnMut(usize, Entity)) {
    for (at, four) in text.windows(4).enumerate() {
        let four = [four[0], four[1], four[2], four[3]];
        let mut known = WORDS.0[place(four)];
        while known != NONE {
            let (entity, word) = NATIVE[usize::from(known)];
            if text[at..].starts_with(word.as_bytes()) {
                visit(at, entity);
            }
            known = WORDS.1[usize::from(known)];
        }
    }
}
