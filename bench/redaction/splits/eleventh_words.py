"""Words and keys beside values of the eleventh split, in ten languages and in data formats."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from bench.redaction.splits.eleventh_marks import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONTEXTS"]

_FRAMES = {
    "en": (
        "My <L> is <V>", "<L>: <V>", "<L> <V>", "Please update my <L> to <V>.", "**<L>:** <V>",
        "- <L>: <V>", "| <L> | <V> |", "The <L> on file is <V>, correct?", "<L>\n<V>",
        "Can you verify <L> <V>?", "Customer provided <L> <V> over chat", "<L> = <V>",
        '{"role": "user", "content": "my <L> is <V>"}', "<L>:\t<V>", "(<L>: <V>)", "<L> is: <V>",
        "<tr><td><L></td><td><V></td></tr>", "INFO validated <L>=<V> ok", "<L># <V>",
    ),
    "de": ("Meine <L> ist <V>", "<L>: <V>", "Die <L> lautet <V>.", "<L> <V>", "| <L> | <V> |"),
    "fr": ("Mon <L> est <V>", "<L> : <V>", "Voici mon <L> : <V>", "<L> <V>", "- <L> : <V>"),
    "es": ("Mi <L> es <V>", "<L>: <V>", "Mi <L> es el <V>.", "<L> <V>", "**<L>**: <V>"),
    "it": ("Il mio <L> è <V>", "<L>: <V>", "<L> n. <V>", "Ecco il mio <L>: <V>"),
    "pt": ("Meu <L> é <V>", "<L>: <V>", "Segue o <L> <V>", "<L> <V>"),
    "nl": ("Mijn <L> is <V>", "<L>: <V>", "<L> <V>"),
    "pl": ("Mój <L> to <V>", "<L>: <V>", "<L> <V>"),
    "sv": ("Mitt <L> är <V>", "<L>: <V>"),
    "tr": ("<L>: <V>", "<L> numaram <V>"),
    "ja": ("<L>は<V>です", "<L>：<V>", "<L>: <V>", "私の<L>は<V>です。"),
    "zh": ("我的<L>是<V>", "<L>：<V>", "<L>: <V>", "<L><V>"),
    "ko": ("제 <L>는 <V>입니다", "<L>: <V>", "<L> <V>"),
    "th": ("<L> <V>", "<L>: <V>", "<L>ของฉันคือ <V>"),
}  # fmt: skip
_SHAPES = (
    '{"<K>": "<V>"}', '{"id": 7, "<K>": "<V>", "ok": true}', "<K>=<V>", "<K>: <V>", '<K>: "<V>"',
    '{"name": "<K>", "value": "<V>"}', "<<K>><V></<K>>", "?x=1&<K>=<V>&y=2", "<K>,status\n<V>,ok",
    "| <K> |\n|---|\n| <V> |", "INSERT INTO people (<K>) VALUES ('<V>');",
    "SELECT * FROM people WHERE <K> = '<V>'", 'person.<K> = "<V>"', 'lookup(<K>="<V>")',
    '{"arguments": "{\\"<K>\\": \\"<V>\\"}"}', "'<K>': '<V>',", '<K> = "<V>"', "\"<K>\" => '<V>'",
    '<input name="<K>" value="<V>">', '{"field": "<K>", "type": "string", "value": "<V>"}',
    "level=info <K>=<V> took=3ms", 'Person(<K>="<V>", active=True)', '{\\"<K>\\":\\"<V>\\"}',
)  # fmt: skip
_LABELS: dict[str, str] = {
    "us_ssn": "en SSN/social security number/Social Security No.|es número de seguro social",
    "us_itin": "en ITIN/individual taxpayer identification number/Taxpayer ID (ITIN)",
    "in_aadhaar": "en Aadhaar number/Aadhaar/Aadhaar card no/UIDAI number",
    "in_pan": "en PAN number/PAN card/Permanent Account Number/PAN card no",
    "br_cpf": "pt CPF/CPF do titular/número do CPF|en CPF/CPF number",
    "br_cnpj": "pt CNPJ/CNPJ da empresa|en CNPJ/CNPJ number",
    "kr_rrn": "ko 주민등록번호/주민번호|en RRN/resident registration number",
    "uk_nhs": "en NHS number/NHS No/NHS",
    "ca_sin": "en SIN/social insurance number/SIN number|fr numéro d'assurance sociale/NAS",
    "au_tfn": "en TFN/tax file number/Tax File No.",
    "au_medicare": "en Medicare number/Medicare card number/Medicare no",
    "au_abn": "en ABN/Australian Business Number",
    "de_steuer_id": "de Steuer-ID/Steueridentifikationsnummer/IdNr/Steuer-Identifikationsnummer"
    "|en German tax ID/Steuer-ID",
    "pl_pesel": "pl PESEL/numer PESEL|en PESEL/PESEL number",
    "se_personnummer": "sv personnummer/Personnummer|en personnummer/Swedish personal number",
    "nl_bsn": "nl BSN/burgerservicenummer/BSN-nummer|en BSN/BSN number",
    "tr_tckn": "tr TC Kimlik No/T.C. Kimlik No/TCKN|en TCKN/Turkish ID number",
    "th_tnin": "th เลขบัตรประชาชน/เลขประจำตัวประชาชน|en Thai national ID/Thai ID number",
    "jp_my_number": "ja マイナンバー/個人番号|en My Number",
    "za_id": "en South African ID number/SA ID number/RSA ID",
    "vin": "en VIN/vehicle identification number/VIN number/chassis number"
    "|de Fahrgestellnummer/FIN|fr numéro de châssis|es número de bastidor|zh 车架号",
    "imei": "en IMEI/IMEI number/device IMEI|de IMEI-Nummer|zh IMEI号|ja 端末IMEI",
    "us_npi": "en NPI/NPI number/National Provider Identifier",
    "us_dea": "en DEA number/DEA/DEA registration number",
    "us_mbi": "en MBI/Medicare Beneficiary Identifier/Medicare ID",
    "us_routing": "en routing number/ABA routing number/ABA/bank routing no",
    "us_bank_account": "en bank account number/account number/checking account/savings account no",
    "passport": "en passport number/passport/Passport No|de Reisepassnummer/Passnummer"
    "|fr numéro de passeport/passeport|es número de pasaporte/pasaporte|it numero di passaporto"
    "|pt número do passaporte/passaporte|nl paspoortnummer|pl numer paszportu"
    "|ja パスポート番号/旅券番号|zh 护照号码/护照号|ko 여권번호",
    "driver_license": "en driver's license number/driver license/driving licence number/DL number"
    "|de Führerscheinnummer|fr numéro de permis de conduire|es licencia de conducir"
    "|it numero di patente|pt CNH/carteira de motorista|nl rijbewijsnummer|pl numer prawa jazdy"
    "|ja 運転免許証番号|zh 驾驶证号|ko 운전면허번호",
    "date_of_birth": "en date of birth/DOB/birth date/birthday|de Geburtsdatum"
    "|fr date de naissance|es fecha de nacimiento|it data di nascita|pt data de nascimento"
    "|nl geboortedatum|pl data urodzenia|ja 生年月日|zh 出生日期|ko 생년월일",
    "swift_bic": "en SWIFT code/BIC/SWIFT/BIC code/SWIFT-BIC|de BIC|fr code BIC|es código SWIFT"
    "|it codice BIC|pt código SWIFT|nl BIC-code|pl kod SWIFT|ja SWIFTコード|zh SWIFT代码",
    "credit_card": "en credit card number/card number/credit card|de Kreditkartennummer"
    "|fr numéro de carte|es número de tarjeta|it numero di carta|pt número do cartão"
    "|nl creditcardnummer|pl numer karty|ja カード番号/クレジットカード番号|zh 信用卡号/卡号"
    "|ko 카드번호",
    "mac": "en MAC address/MAC/device MAC|de MAC-Adresse|fr adresse MAC|es dirección MAC"
    "|ja MACアドレス|zh MAC地址",
    "eth": "en ETH address/Ethereum address/wallet address/my ETH wallet|de Ethereum-Adresse"
    "|fr adresse Ethereum|es dirección de Ethereum|ja ETHアドレス|zh 以太坊地址/钱包地址",
    "phone": "en phone number/phone/mobile/cell phone/telephone/contact number"
    "|de Telefonnummer/Handynummer/Tel.|fr numéro de téléphone/téléphone/Tél."
    "|es número de teléfono/teléfono/móvil|it numero di telefono/cellulare/telefono"
    "|pt telefone/celular|nl telefoonnummer/mobiel|pl numer telefonu/telefon"
    "|ja 電話番号/携帯電話|zh 手机号/电话/联系电话|ko 전화번호/휴대폰 번호",
}  # fmt: skip
_KEYS: dict[str, str] = {
    "us_ssn": "ssn SSN social_security_number socialSecurityNumber customer_ssn",
    "us_itin": "itin ITIN taxpayer_itin",
    "in_aadhaar": "aadhaar aadhaar_number aadhaarNumber aadhar_no",
    "in_pan": "pan_number panNumber pan_card",
    "br_cpf": "cpf CPF cpf_titular numeroCpf",
    "br_cnpj": "cnpj CNPJ cnpj_empresa",
    "kr_rrn": "rrn resident_registration_number jumin_number",
    "uk_nhs": "nhs_number nhsNumber NHS_NO",
    "ca_sin": "sin_number social_insurance_number socialInsuranceNumber",
    "au_tfn": "tfn tax_file_number taxFileNumber",
    "au_medicare": "medicare_number medicareNumber medicare_card_no",
    "au_abn": "abn ABN abn_number",
    "de_steuer_id": "steuer_id steuerId steueridentifikationsnummer",
    "pl_pesel": "pesel PESEL numer_pesel",
    "se_personnummer": "personnummer person_nummer",
    "nl_bsn": "bsn BSN bsn_nummer burgerservicenummer",
    "tr_tckn": "tckn tc_kimlik_no tcKimlikNo",
    "th_tnin": "thai_id thai_national_id",
    "jp_my_number": "my_number mynumber kojin_bango",
    "za_id": "sa_id_number za_id_number rsa_id",
    "vin": "vin VIN vehicle_vin vehicleIdentificationNumber",
    "imei": "imei IMEI device_imei imeiNumber",
    "us_npi": "npi NPI provider_npi npiNumber",
    "us_dea": "dea_number deaNumber dea",
    "us_mbi": "mbi medicare_beneficiary_id mbiNumber",
    "us_routing": "routing_number routingNumber aba_routing aba",
    "us_bank_account": "account_number bank_account accountNumber bank_account_number",
    "passport": "passport_number passportNumber passport passport_no",
    "driver_license": "driver_license driverLicenseNumber drivers_license license_number dl_number",
    "date_of_birth": "date_of_birth dob dateOfBirth birth_date birthday birthDate",
    "swift_bic": "swift bic swift_code bicCode swiftCode",
    "credit_card": "card_number cardNumber credit_card ccnum pan",
    "mac": "mac mac_address macAddress hw_mac",
    "eth": "eth_address wallet_address ethAddress ethereum_address",
    "phone": "phone phone_number phoneNumber mobile telephone contact_phone cell",
}


def _labelled(entity: str) -> list[str]:
    out = []
    for part in _LABELS[entity].split("|"):
        language, _, labels = part.partition(" ")
        for frame, label in product(_FRAMES[language], labels.split("/")):
            out.append(frame.replace("<L>", label))
    return out


def _keyed(entity: str) -> list[str]:
    pairs = product(_SHAPES, _KEYS[entity].split())
    return [shape.replace("<K>", key) for shape, key in pairs]


CONTEXTS: dict[str, Sequence[str]] = {
    entity: tuple(map(plain, _labelled(entity) + _keyed(entity))) for entity in _LABELS
}
