//! Values with a code beside them, in messages of hospitals, insurers, banks and airlines.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn types_of_identifiers_behind_a_value() {
    check(Entity::UsSsn, &["PID|1||«820335340»^^^SSA^SS||A^B"]);
    check(
        Entity::UkNhs,
        &["PID|1||«9434765919»^^^NHS&2.16.840&ISO^NH||A^B"],
    );
    check(
        Entity::AuMedicare,
        &["PID|1||«2428 77813 2»^^^AUSHIC^MC||A^B"],
    );
    check(
        Entity::UsNpi,
        &["PV1|1|O|||||«1234567893»^IYER^PRIYA^^^^^^NPI^L^^^NPI"],
    );
    check(Entity::DriverLicense, &["PID|1||«1234567»^^^DMV^DL||A^B"]);
    check(Entity::Passport, &["PID|1||«C01X00T47»^^^DEU^PPN||A^B"]);
    check(Entity::ZaId, &["PID|1||«8001015009087»^^^ZAF^NNZAF||A^B"]);
    check(
        Entity::Phone,
        &[
            "NK1|1|A^B|SPO||«4155550132»^PRN^PH",
            "|«0301234567»^WPN^CP|",
        ],
    );
    untouched(&[
        "OBX|1|NM|12345678^^^LAB^LN||820335340",
        "PID|1||820335340^^^HOSP^MR||A^B",
        "820335340^^^|^SS",
        "x = 820335340 ^ SS; y = 820335340^2",
        "4155550132^X^PH",
    ]);
}

#[test]
fn fields_of_a_patient_by_their_number() {
    let patient = "PID|1||55^^^MR||DOE^JON||";
    check(Entity::DateOfBirth, &[&format!("{patient}«19800101»|F")]);
    check(
        Entity::UsSsn,
        &[&format!("{patient}|F|||||||||||«820335340»|")],
    );
    untouched(&[
        &format!("{patient}|F||||||||||820335340"),
        "ORC|1|||||||||||||||||||820335340",
        "a|b|19800101|c|820335340|d",
        "PID|A|B\n1|||||||||||||||||820335340|9",
    ]);
}

#[test]
fn qualifiers_of_segments_before_a_value() {
    check(
        Entity::UsSsn,
        &["REF*SY*«820335340»~", "NM1*IL*1*DOE*JON****34*«820335340»~"],
    );
    check(
        Entity::UsNpi,
        &["NM1*85*2*NORD CLINIC*****XX*«1234567893»~"],
    );
    check(Entity::UsMbi, &["NM1*IL*1*DOE*JON****MI*«1EG4TE5MK73»~"]);
    check(
        Entity::Phone,
        &["PER*IC*HELP DESK*TE*«4155550132»~", "COM+«0301234567»:TE'"],
    );
    check(Entity::DateOfBirth, &["DMG*D8*«19800101»*F~"]);
    check(
        Entity::UsRouting,
        &["BPR*I*9*C*ACH*CCP*01*«021000021»*ZZ*1512345678"],
    );
    check(
        Entity::SwiftBic,
        &[
            ":57A:«INGBNL2A»\n:71A:SHA",
            r#"{"mt":":20:X\n:57A:«INGBNL2A»"}"#,
        ],
    );
    check(
        Entity::Passport,
        &[
            "SSR DOCS YY HK1/P/NLD/«L01X00T47»/NLD",
            "DOC+P:110:111+«PW8AJ4P71»:25'",
        ],
    );
    untouched(&[
        "x = a*34*820335340",
        "**34** *820335340*",
        "1*XX*1234567893",
        "REF*D9*820335340~",
        "REF*SY~TRN*1*820335340~",
        "NM1*IL~ST*34*820335340~",
        "row a:57A:TEXTNAME",
        "/api/P/NLD/L01X00T47/x",
        "UNH+820335340+DOC",
        "DOC+P:110+25+PW8AJ4P71",
    ]);
}
