"""What people and programs call the numbers of states, in their own languages and in English."""

from __future__ import annotations

from bench.redaction.splits.twelfth_marks import framed

__all__ = ["CONTEXTS"]

CONTEXTS = {
    "us_ssn": framed(
        ("ssn", "social_security_number", "socialSecurityNumber", "SSN", "employee_ssn"),
        ("SSN", "social security number", "social security", "ssn number", "Social Security No."),
        (
            "PID|1||55^^^MR||OKAFOR^LEILA||19800101|F|||||||||||<V>\n# PID-19 SSN",
            "my social is <V>", "mi número de seguro social es <V>", "Seguro Social: <V>",
            "REF*SY*<V>~ (social security number)",
            "W-2 box a Employee's social security number <V>",
            '{"identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "<V>"}]}',
            "dependents: Jun, SSN <V>; Noor, none",
            "the last applicant's SSN was <V>, born in Ohio", "SSN/TIN (line 3): <V>",
            "spouse SSN <V>", "número de Seguro Social (SSN): <V>",
        ),
    ),
    "us_itin": framed(
        ("itin", "itin_number", "individualTaxpayerId", "ITIN"),
        ("ITIN", "individual taxpayer identification number", "ITIN number", "my itin"),
        (
            "I file with an ITIN: <V>", "mi ITIN es <V>", "número ITIN <V>", "Form W-7, ITIN <V>",
            "no SSN, only an ITIN (<V>)", "ITIN issued by the IRS: <V>", "taxpayer ITIN <V>",
            "ITIN renewal for <V>", "spouse ITIN <V>", "1040 line: ITIN <V>", "he gave ITIN <V>",
            "W-8 / ITIN: <V>",
        ),
    ),
    "in_aadhaar": framed(
        ("aadhaar", "aadhaar_number", "aadhaarNo", "aadhar_no"),
        ("Aadhaar", "Aadhaar number", "aadhar no", "Aadhaar card number", "aadhaar card"),
        (
            "मेरा आधार नंबर <V> है", "आधार संख्या: <V>", "आधार कार्ड नंबर <V>", "आधार: <V>",
            "mera aadhaar number <V> hai", "mera aadhar card no <V> hai bhai", "UIDAI Aadhaar <V>",
            "kyc ke liye aadhaar <V>", "ஆதார் எண்: <V>", "আধার নম্বর <V>", "ఆధార్ నంబర్ <V>",
            "link my aadhaar <V> with pan", "eKYC: Aadhaar <V> verified",
        ),
    ),
    "in_pan": framed(
        ("pan", "pan_number", "panNo", "pan_card"),
        ("PAN", "PAN number", "pan card no", "PAN card", "permanent account number"),
        (
            "मेरा पैन नंबर <V> है", "पैन कार्ड: <V>", "mera pan number <V> hai", "पैन: <V>",
            "TDS deducted against PAN <V>", "Form 16, PAN of the employee: <V>", "pan card <V> hai",
            "ITR filed, PAN <V>", "link pan <V> to aadhaar", "GST: PAN <V>", "PAN of nominee <V>",
            "kyc pan <V>",
        ),
    ),
    "br_cpf": framed(
        ("cpf", "cpf_cliente", "nr_cpf", "CPF", "cpfTitular"),
        ("CPF", "cpf", "CPF number", "número do CPF"),
        (
            "meu cpf é <V>", "CPF do titular: <V>", "cpf <V> cliente Marta", "Informe o CPF: <V>",
            "não, o CPF certo é <V>", "segue meu CPF <V> obrigado", "CPF nº <V>", "CPF/MF <V>",
            "inscrito no CPF sob o nº <V>", "o cpf dela é <V>", "chave pix (cpf): <V>",
            "nota fiscal no CPF <V>", "portador do CPF <V>",
        ),
    ),
    "br_cnpj": framed(
        ("cnpj", "cnpj_emitente", "nr_cnpj", "CNPJ"),
        ("CNPJ", "cnpj", "CNPJ number", "número do CNPJ"),
        (
            "o cnpj da empresa é <V>", "CNPJ do emitente: <V>", "inscrita no CNPJ sob o nº <V>",
            "<CNPJ><V></CNPJ>", "segue o CNPJ <V>", "CNPJ/MF <V>", "razão social Acme, CNPJ <V>",
            "emitir nota para o CNPJ <V>", "chave pix cnpj <V>", "consulta CNPJ <V>",
            "fornecedor (CNPJ <V>)", "não, cnpj <V>",
        ),
    ),
    "kr_rrn": framed(
        ("rrn", "resident_registration_number", "jumin_no", "주민등록번호"),
        ("resident registration number", "주민등록번호", "주민번호", "Korean RRN"),
        (
            "제 주민등록번호는 <V>입니다", "주민번호 <V> 이에요", "주민등록번호 : <V>",
            "주민번호(<V>)", "아니요, 주민번호는 <V> 입니다", "본인확인 주민등록번호 <V>",
            "성명 김준, 주민등록번호 <V>", "주민번호 <V>로 조회해 주세요", "고객 주민등록번호: <V>",
            "RRN (Korea): <V>", "주민등록번호\n<V>", "배우자 주민번호 <V>",
        ),
    ),
    "uk_nhs": framed(
        ("nhs_number", "nhsNumber", "NHSNumber", "nhs_no"),
        ("NHS number", "NHS no", "nhs number", "NHS No."),
        (
            "Patient NHS number <V>", "My NHS number's <V>", "pt seen in A&E, NHS no <V>, stable",
            "PID|1||<V>^^^NHS^NH||DAHL^INGRID", "NHS Number (on your letter): <V>", "NHS#: <V>",
            '{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "<V>"}', "nhs num <V>",
            "GP letter re: NHS No: <V>", "baby's NHS number is <V>", "NHS: <V> (verified)",
            "rhif GIG <V> (NHS number)",
        ),
    ),
    "ca_sin": framed(
        ("sin", "sin_number", "socialInsuranceNumber", "social_insurance_number"),
        ("SIN", "social insurance number", "SIN number", "Canadian SIN"),
        (
            "my sin number is <V>", "mon NAS est le <V>", "NAS : <V>",
            "numéro d'assurance sociale <V>", "T4 box 12 social insurance number <V>",
            "no, SIN is <V>", "CRA asked for my SIN, <V>", "numéro d’assurance sociale (NAS) : <V>",
            "employee SIN: <V>", "spouse's SIN <V>", "Votre NAS: <V>", "SIN# <V>",
        ),
    ),
    "au_tfn": framed(
        ("tfn", "tax_file_number", "taxFileNumber", "TFN"),
        ("TFN", "tax file number", "my tfn", "Tax File No"),
        (
            "my TFN's <V>", "ATO tax file number <V>", "TFN declaration: <V>", "tfn is <V> mate",
            "payroll needs the TFN: <V>", "super fund, TFN <V>", "Tax file number (TFN) <V>",
            "your TFN <V> was quoted", "tfn quoted to the bank <V>", "employee tfn <V>",
            "TFN exempt? no, <V> is my TFN", "she said her tax file number is <V>",
        ),
    ),
    "au_medicare": framed(
        ("medicare_number", "medicareNumber", "medicare_no", "MedicareCardNumber"),
        ("Medicare number", "medicare card number", "Medicare no", "my medicare"),
        (
            "Medicare card <V>, ref 2, valid to 2028", "my medicare card says <V>",
            "bulk billed, Medicare <V>", "Medicare No. <V> IRN 1", "kid's medicare is <V>",
            "PID|1||<V>^^^AUSHIC^MC||IYER^PRIYA\n# Medicare", "GP: Medicare number <V>",
            "medicare details: <V>", "Medicare Australia card number: <V>", "medicare <V> thx",
            "claim against Medicare card <V>", "patient Medicare: <V>",
        ),
    ),
    "au_abn": framed(
        ("abn", "abn_number", "ABN", "supplier_abn"),
        ("ABN", "Australian Business Number", "abn", "ABN number"),
        (
            "Acme Pty Ltd ABN <V>", "ABN: <V> Tax invoice", "our abn is <V>", "(ABN <V>)",
            "sole trader, ABN <V>", "Quote ABN <V> on invoices", "ABN <V> GST registered",
            "ABR lookup, ABN <V>", "the supplier's ABN is <V>", "trading as Nord, ABN <V>",
            "A.B.N. <V>", "no ABN? it is <V>, ABN active",
        ),
    ),
    "de_steuer_id": framed(
        ("steuer_id", "steuerId", "steueridentifikationsnummer", "IdNr"),
        ("Steuer-ID", "Steueridentifikationsnummer", "German tax ID", "steuer id"),
        (
            "Meine Steuer-ID ist <V>", "Steuer-IdNr.: <V>", "IdNr. <V>", "steuerid <V> danke",
            "Steuerliche Identifikationsnummer: <V>", "Identifikationsnummer (Finanzamt) <V>",
            "nein, die Steuer-ID lautet <V>", "Lohnsteuer: Steuer-ID <V>, Klasse 1",
            "Für das Kindergeld: Steuer-ID <V>", "Steueridentnummer <V>", "Steuer ID: <V>",
            "die steuer-identifikationsnummer meines Mannes: <V>",
        ),
    ),
    "pl_pesel": framed(
        ("pesel", "PESEL", "nr_pesel", "pesel_klienta"),
        ("PESEL", "numer PESEL", "pesel", "PESEL number"),
        (
            "mój PESEL to <V>", "nr PESEL: <V>", "pesel <V> imię Tomasz", "PESEL pacjenta <V>",
            "nie, pesel to <V>", "Podaję PESEL <V>", "Jan Nowak, PESEL <V>, zam. Łódź",
            "numer pesel dziecka <V>", "legitymujący się numerem PESEL <V>", "e-recepta, PESEL <V>",
            "PESEL: <V> (zweryfikowany)", "mam pesel <V>",
        ),
    ),
    "se_personnummer": framed(
        ("personnummer", "personal_identity_number", "pnr", "personnr"),
        ("personnummer", "Swedish personal number", "personnr", "Personnummer"),
        (
            "mitt personnummer är <V>", "Personnummer: <V>", "pers.nr <V>", "pnr: <V>",
            "nej, personnumret är <V>", "BankID personnummer <V>", "patient, personnr <V>",
            "personnummer <V> tack", "kundens personnummer <V>", "Person-/samordningsnr: <V>",
            "barnets personnummer är <V>", "(personnr <V>)",
        ),
    ),
    "nl_bsn": framed(
        ("bsn", "BSN", "burgerservicenummer", "bsn_nummer"),
        ("BSN", "burgerservicenummer", "bsn", "BSN nummer"),
        (
            "mijn bsn is <V>", "BSN: <V>", "Burgerservicenummer <V>", "bsn nummer <V> alvast dank",
            "nee, mijn BSN is <V>", "het BSN van mijn dochter is <V>", "sofinummer <V>",
            "BSN-nummer: <V>", "patiënt met BSN <V>", "loonheffing, BSN <V>", "(BSN <V>)",
            "DigiD, bsn <V>",
        ),
    ),
    "tr_tckn": framed(
        ("tckn", "tc_kimlik_no", "tcKimlikNo", "kimlik_no"),
        ("TC kimlik no", "T.C. Kimlik No", "TCKN", "Turkish ID number"),
        (
            "tc kimlik numaram <V>", "T.C. Kimlik Numarası: <V>", "TC: <V>", "tc no <V>",
            "kimlik no <V> teşekkürler", "hayır, TC kimlik no <V>", "TCKN <V> ad Zeynep",
            "eşimin tc'si <V>", "vatandaşlık numarası <V>", "Kimlik No : <V>",
            "müşterinin T.C. kimlik numarası <V>", "hasta TCKN: <V>",
        ),
    ),
    "th_tnin": framed(
        ("thai_id", "citizen_id", "national_id_th", "เลขบัตรประชาชน"),
        ("Thai ID", "เลขบัตรประชาชน", "Thai national ID", "citizen id number"),
        (
            "เลขบัตรประชาชนของฉันคือ <V>", "เลขประจำตัวประชาชน: <V>", "บัตรประชาชน <V>",
            "เลขที่บัตรประชาชน <V> ค่ะ", "เลขบัตร ปชช. <V>", "เลขประจำตัวประชาชน <V> ครับ",
            "ผู้ป่วย เลขบัตรประชาชน <V>", "Thai citizen ID: <V>", "ไม่ใช่ค่ะ เลขบัตรประชาชน <V>",
            "หมายเลขบัตรประชาชน <V>", "Thailand ID card no <V>", "เลขประจำตัว 13 หลัก <V>",
        ),
    ),
    "jp_my_number": framed(
        ("my_number_jp", "jpMyNumber", "マイナンバー", "kojin_bango"),
        ("Japanese My Number", "マイナンバー", "個人番号", "My Number (Japan)"),
        (
            "マイナンバーは<V>です", "私のマイナンバーは <V> です", "個人番号：<V>",
            "マイナンバー：<V>", "個人番号（マイナンバー） <V>", "いえ、マイナンバーは<V>でした",
            "マイナンバーカードの番号は<V>", "年末調整 個人番号 <V>", "配偶者の個人番号 <V>",
            "Japanese My Number: <V>", "マイナンバー\n<V>", "my number card <V>",
        ),
    ),
    "za_id": framed(
        ("za_id", "sa_id_number", "saIdNumber", "rsa_id"),
        ("South African ID number", "SA ID number", "RSA ID", "SA ID"),
        (
            "my SA ID is <V>", "ID number <V>, Cape Town, South Africa", "RSA ID No: <V>",
            "my ID-nommer is <V>", "ID-nommer: <V>", "identiteitsnommer <V>", "SA ID no. <V>",
            "South African identity number <V>", "inombolo kamazisi <V> (SA ID)",
            "FICA check, SA ID number <V>", "SARS, RSA ID number <V>", "sa id num <V> asb",
        ),
    ),
    "us_npi": framed(
        ("npi", "npi_number", "providerNpi", "NPI"),
        ("NPI", "NPI number", "national provider identifier", "provider NPI"),
        (
            "NM1*85*2*NORD CLINIC*****XX*<V>~ NPI", "Dr. Iyer, NPI <V>", "rendering NPI: <V>",
            '{"system": "http://hl7.org/fhir/sid/us-npi", "value": "<V>"}', "NPI# <V>",
            "billing provider NPI <V>", "referring physician (NPI: <V>)", "my npi is <V>",
            "NPPES shows NPI <V>", "prescriber npi <V>", "group NPI <V>",
            "the NPI on the claim, <V>",
        ),
    ),
    "us_dea": framed(
        ("dea", "dea_number", "deaNumber", "DEA"),
        ("DEA number", "DEA", "DEA no", "DEA registration number"),
        (
            "Dr. Weiss, DEA <V>", "DEA# <V>", "DEA #: <V>", "prescriber DEA <V>", "my DEA is <V>",
            "controlled substance Rx, DEA number <V>", "pharmacy needs the DEA: <V>", "(DEA <V>)",
            "DEA reg. no. <V>", "the DEA number on the script is <V>", "dea num <V>",
            "hydrocodone, DEA No. <V>",
        ),
    ),
    "us_mbi": framed(
        ("mbi", "medicare_beneficiary_identifier", "mbiNumber", "MBI"),
        ("MBI", "Medicare beneficiary identifier", "Medicare ID", "MBI number"),
        (
            "my medicare number is <V>", "Medicare MBI <V>", "NM1*IL*1*DAHL*INGRID****MI*<V>~ MBI",
            '{"system": "http://hl7.org/fhir/sid/us-mbi", "value": "<V>"}', "MBI# <V>",
            "Medicare card reads <V>", "patient's MBI: <V>", "Medicare Part B, MBI <V>",
            "beneficiary MBI <V>", "mom's Medicare number is <V>", "red white blue card: MBI <V>",
            "Medicare No. <V>",
        ),
    ),
}  # fmt: skip
"""By entity, the texts around one."""
