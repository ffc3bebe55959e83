//! Passwords as programs store them, and private keys of coins.

mod marked;

use marked::{check, untouched};
use spanmill_scan::Entity;

#[test]
fn hashes_of_passwords_are_found_whole() {
    check(
        Entity::SecretKv,
        &[
            "root:«$6$kLw7RJGAxjFashUL$fZBfgWTljtJpvdUd6hJk.jlWy0i13SblfDID5h6pQXGyX2hVr1nXn\
             KFbhcNoUj4\
             BDrIinAninRyHjW2jPeuSo/»:19000:0:99999:7:::",
            "see «$6$rounds=656000$kLw7RJGAxjFashUL$fZBfgWTljtJpvdUd6hJk.jlWy0i13SblfDID5h6p\
             QXGyX2hVr1n\
             XnKFbhcNoUj4BDrIinAninRyHjW2jPeuSo/», please",
            "«$5$sD4TssjK2Y0YMFFF$TRD8dnCNjyX7Xc2y8Caz2d0Z9WCCeedYbzfQnEmMxD9»",
            "admin:«$apr1$vJ1YTpj6$mzZgpw9HhWDwOgFT56xvZa»",
            "(1, 'ana', '«$2b$10$/eMwuaEXSo62BICM8ePDsI/kqHI4uYlvb8xKHMs1z2GXk70NTtSUR»')",
            r#"{"a":"{\"h\":\"«$2y$12$rLNdrMzKzLOyZ7Ub3cJp4e1aJ1sXQ7sDgm2JdVSpNnNUqAzO8Sx0C»\"}"}"#,
            "«$argon2id$v=19$m=65536,t=3,p=4$p/rhAVAnPO+9Jf0ltdXAGo$7n44ySgurR3KSWkvZsLJzWqv\
             pWmCCLtMUX\
             /JOW9cmze»",
            "«$y$j9T$8altbn3xxmi2y/eV4sxvBR$G4qlJf7a7GRcGkOESwfAdSKYCmINgFiURzOIs.RyRZk»",
            "x «pbkdf2_sha256$600000$EGeykk34qGzIRt3zvkydBb$pllSRx1DbOBvRxyttifdBJXJ0k15v8j1\
             BVIayiAZCy\
             c=»",
            "'«pbkdf2:sha256:600000$fkh2M0aooJaE6TIl$c525aee2815353d33c7eca7363a316ff6e8a50b\
             b2a71dab4\
             d97e9bde06b3d5eb»'",
            "hash «{SSHA}TWn+rulR5+8pAoayEC4kYRIuE1Y8QPbYa9UtLA==»",
            "rolpassword | «SCRAM-SHA-256$4096:Wjxx1es3w4dUglSWDscdMA==$2P9uG1Gsk3mV94ae2D0w\
             59OcZ+nCXFZ\
             bSTAeTgijMu4=:G92XpZRv89Rhbqzlz0/Vaac2oJlo5vK8naGHCZ+WGdI=»",
        ],
    );
    untouched(&[
        "WHERE a = $1 AND b = $2 AND c = $6",
        "echo $1$HOME/Library/Application1Support",
        "https://app.example/a$b/Assets2024ProductImagesLarge",
        "price $5$ or $6$",
        "the hash begins with $2b$ and a cost of 12",
    ]);
}

#[test]
fn private_keys_of_coins_have_a_checksum() {
    check(
        Entity::PrivateKey,
        &[
            "«L5HG4M74yQn97RofiQDKKBiJh4t17syGBSwYQwrGwAY84BSysiWs»",
            "bitcoin-cli importprivkey «5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ» x",
            "wpkh(«xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxW\
             Utg6LnF5kejM\
             RNNU3TGtRBeJgk33yuGBxrMPHi»/0/*)",
        ],
    );
    untouched(&[
        "L5HG4M74yQn97RofiQDKKBiJh4t17syGBSwYQwrGwAY84BSysiWt",
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGq\
             sefD265TM\
         g7usUDFdp6W1EGMcet8",
    ]);
}
