//! Domains in letters of other scripts, and what may stand before the `@` of such a domain.

use std::sync::LazyLock;

use crate::class::{JOINER, WORD, is};
use crate::spelled::character;

/// Top levels in letters of other scripts. Source: IANA, Root Zone Database; Public Suffix List.
const TOPS: &str = "\
    ελ ευ бг бел дети ею католик ком мкд мон москва онлайн орг рус рф сайт срб укр \
    қаз հայ ישראל קום ابوظبي ارامكو الاردن البحرين الجزائر السعودية السعوديه \
    السعودیة السعودیۃ العليان المغرب اليمن امارات ايران ایران بارت بازار بيتك بھارت \
    تونس سودان سوريا سورية شبكة عراق عرب عمان فلسطين قطر كاثوليك كوم مصر مليسيا \
    موريتانيا موقع همراه پاكستان پاکستان ڀارت कॉम नेट भारत भारतम् भारोत संगठन বাংলা \
    ভারত ভাৰত ਭਾਰਤ ભારત ଭାରତ இந்தியா இலங்கை சிங்கப்பூர் భారత్ ಭಾರತ ഭാരതം ලංකා คอม \
    ไทย ລາວ გე みんな アマゾン クラウド グーグル コム ストア セール ファッション ポイント 世界 中信 中国 中國 中文网 亚马逊 企业 佛山 \
    信息 健康 八卦 公司 公益 台湾 台灣 商城 商店 商标 嘉里 嘉里大酒店 在线 大拿 天主教 娱乐 家電 广东 微博 慈善 我爱你 手机 招聘 政务 政府 \
    新加坡 新闻 时尚 書籍 机构 淡马锡 游戏 澳門 澳门 点看 移动 组织机构 网址 网店 网站 网络 联通 臺灣 谷歌 购物 通販 集团 電訊盈科 飞利浦 \
    食品 餐厅 香格里拉 香港 닷넷 닷컴 삼성 한국";

/// The same in order.
static IN_ORDER: LazyLock<Vec<&[u8]>> = LazyLock::new(|| {
    let mut tops: Vec<&[u8]> = TOPS.split(' ').map(str::as_bytes).collect();
    tops.sort_unstable();
    tops
});

/// Longest label in bytes: in ASCII it would be of 63.
pub(super) const MAX_WIDE: usize = 160;
/// Longest name before the `@`.
const MAX_LOCAL: usize = 64;

/// One behind the letters, digits and dashes from `from` on, of any script.
pub(super) fn letters_end(text: &[u8], from: usize) -> usize {
    let mut end = from;
    while end - from <= MAX_WIDE
        && let Some(&byte) = text.get(end)
    {
        match letter(text, end) {
            Some(len) => end += len,
            None if is(byte, WORD | JOINER) => end += 1,
            None => break,
        }
    }
    end
}

/// Length of the letter at `at` that ASCII has not.
fn letter(text: &[u8], at: usize) -> Option<usize> {
    let (code, len) = character(text, at)?;
    let letter = char::from_u32(code)?;
    // Signs of vowels in the scripts of India, and those that join them, count.
    let is_mark = matches!(code, 0x900..=0xdff | 0x200c | 0x200d);
    (letter.is_alphanumeric() || is_mark).then_some(len)
}

/// True where words of this script stand without blanks between them.
fn is_solid(code: u32) -> bool {
    matches!(code, 0xe00..=0xeff | 0x3000..=0x9fff | 0xac00..=0xd7ff)
}

/// One behind the longest top level that begins at `label`, with no more of its word behind it.
pub(super) fn native_end(text: &[u8], label: usize) -> Option<usize> {
    let (code, width) = character(text, label)?;
    let rest = &text[label..];
    let first = &rest[..width];
    let from = IN_ORDER.partition_point(|top| *top < first);
    let tops = IN_ORDER[from..]
        .iter()
        .take_while(|top| top.starts_with(first));
    let len = tops
        .filter(|top| rest.starts_with(top))
        .map(|top| top.len())
        .max()?;
    let end = label + len;
    (is_solid(code) || letters_end(text, end) == end).then_some(end)
}

/// First byte of the letters, of any script, before the `@` at `at`.
pub(super) fn native_local(text: &[u8], at: usize) -> Option<usize> {
    let mut start = at;
    for (index, &byte) in text[at.saturating_sub(MAX_LOCAL)..at]
        .iter()
        .enumerate()
        .rev()
    {
        let index = at.saturating_sub(MAX_LOCAL) + index;
        let is_lead = byte >= 0xc0;
        match letter(text, index) {
            Some(len) if is_lead && index + len == start => start = index,
            _ if (0x80..0xc0).contains(&byte) => (),
            _ => break,
        }
    }
    (start < at).then_some(start)
}
