use totp_rs::Builder;

use super::*;
use crate::store::SqliteStore;

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const PASSWORD: &str = "correct horse battery";

fn open(folder: &tempfile::TempDir) -> People {
    let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
    People::new(Arc::new(store))
}

fn rights(role: Role) -> Rights {
    Rights {
        role,
        team: (role == Role::Field).then_some(TeamId(3)),
        partner: (role == Role::Partner).then(|| "sheriff".to_owned()),
    }
}

fn later(seconds: u64) -> Timestamp {
    NOW.plus(nearhand_engine::units::Millis(seconds * 1000))
}

/// The field at fault.
fn field<T: std::fmt::Debug>(result: Result<T, AccountError>) -> &'static str {
    match result.unwrap_err() {
        AccountError::Field { field, .. } => field,
        other => panic!("{other}"),
    }
}

#[test]
fn an_account_signs_in_with_its_password_after_a_restart_too() {
    let folder = tempfile::tempdir().unwrap();
    let id = {
        let people = open(&folder);
        let account = people
            .add(" Maria.Lopez ", &rights(Role::Dispatcher), NOW)
            .unwrap();
        assert_eq!(account.name, "maria.lopez");
        // Nobody signs in before a password is chosen.
        for password in ["", PASSWORD] {
            let refused = people.sign_in("maria.lopez", password, None, NOW);
            assert!(matches!(refused, Err(SignInError::Wrong)));
        }
        people.set_password(account.id, PASSWORD).unwrap();
        account.id
    };
    let people = open(&folder);
    let account = people.sign_in("MARIA.lopez", PASSWORD, None, NOW).unwrap();
    assert_eq!((account.id, account.signed_in_at), (id, Some(NOW)));
    people
        .change(id, Some(account.version), None, Some(true), NOW)
        .unwrap();
    let refused = people.sign_in("maria.lopez", PASSWORD, None, NOW);
    assert!(matches!(refused, Err(SignInError::Wrong)), "disabled");
}

#[test]
fn wrong_tries_lock_known_and_unknown_names_alike() {
    let folder = tempfile::tempdir().unwrap();
    let people = open(&folder);
    let known = people.add("maria", &rights(Role::Planner), NOW).unwrap();
    people.set_password(known.id, PASSWORD).unwrap();
    for name in ["maria", "nobody"] {
        for _ in 0..5 {
            let refused = people.sign_in(name, "wrong wrong wrong", None, NOW);
            assert!(matches!(refused, Err(SignInError::Wrong)));
        }
        let locked = people.sign_in(name, PASSWORD, None, NOW).unwrap_err();
        assert!(
            matches!(locked, SignInError::Locked { until } if until == later(30)),
            "{name}"
        );
    }
    drop(people);
    let people = open(&folder);
    let locked = people.sign_in("maria", PASSWORD, None, later(29));
    assert!(
        matches!(locked, Err(SignInError::Locked { .. })),
        "kept over a restart"
    );
    people.sign_in("maria", PASSWORD, None, later(30)).unwrap();
    let wrong = people.sign_in("maria", "wrong wrong wrong", None, later(31));
    assert!(matches!(wrong, Err(SignInError::Wrong)), "counted anew");
}

#[test]
fn a_second_factor_is_asked_for_and_no_code_counts_twice() {
    let folder = tempfile::tempdir().unwrap();
    let people = open(&folder);
    let id = people.add("maria", &rights(Role::Admin), NOW).unwrap().id;
    people.set_password(id, PASSWORD).unwrap();
    let (secret, address) = people.begin_totp(id).unwrap();
    assert!(address.contains(&secret));
    people.sign_in("maria", PASSWORD, None, NOW).unwrap();
    let secret = base32::decode(base32::Alphabet::Rfc4648 { padding: false }, &secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let code = |at: Timestamp| totp.generate(seconds(at)).to_string();
    assert_eq!(field(people.confirm_totp(id, "000000", NOW)), "code");
    people.confirm_totp(id, &code(NOW), NOW).unwrap();
    let sign_in = |code: Option<&str>, at| people.sign_in("maria", PASSWORD, code, at);
    assert!(matches!(sign_in(None, NOW), Err(SignInError::CodeNeeded)));
    assert!(
        matches!(sign_in(Some(&code(NOW)), NOW), Err(SignInError::Wrong)),
        "used"
    );
    sign_in(Some(&code(later(60))), later(60)).unwrap();
    assert!(matches!(
        sign_in(Some(&code(later(60))), later(61)),
        Err(SignInError::Wrong)
    ));
    people.drop_totp(id).unwrap();
    sign_in(None, later(62)).unwrap();
}

#[test]
fn a_role_comes_with_what_it_needs_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let people = open(&folder);
    let add = |rights: Rights| people.add("somebody", &rights, NOW);
    let with = |role, team: Option<u32>, partner: Option<&str>| Rights {
        role,
        team: team.map(TeamId),
        partner: partner.map(str::to_owned),
    };
    assert_eq!(field(add(with(Role::Device, Some(1), None))), "role");
    assert_eq!(field(add(with(Role::Field, None, None))), "team");
    assert_eq!(field(add(with(Role::Planner, Some(1), None))), "team");
    assert_eq!(field(add(with(Role::Partner, None, None))), "partner");
    assert_eq!(field(add(with(Role::Partner, None, Some(" ")))), "partner");
    assert_eq!(
        field(add(with(Role::Partner, Some(1), Some("fire")))),
        "team"
    );
    assert_eq!(field(add(with(Role::Admin, None, Some("fire")))), "partner");
    assert_eq!(
        field(add(with(Role::Field, Some(1), Some("fire")))),
        "partner"
    );
    for name in ["", "a b", "Łukasz", &"a".repeat(41)] {
        assert_eq!(
            field(people.add(name, &rights(Role::Planner), NOW)),
            "name",
            "{name}"
        );
    }
    for role in Role::ALL.into_iter().filter(|&role| role != Role::Device) {
        people.add(role.name(), &rights(role), NOW).unwrap();
    }
    assert_eq!(
        field(people.add("FIELD", &rights(Role::Field), NOW)),
        "name"
    );
}

#[test]
fn somebody_can_always_run_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let people = open(&folder);
    let first = people.add("first", &rights(Role::Admin), NOW).unwrap().id;
    assert!(
        !people.has_admin().unwrap(),
        "without a password nobody can"
    );
    people.set_password(first, PASSWORD).unwrap();
    let second = people.add("second", &rights(Role::Admin), NOW).unwrap().id;
    let leave = |id, rights: Option<Rights>, disabled| {
        people.change(id, None, rights.as_ref(), disabled, NOW)
    };
    assert!(matches!(
        leave(first, None, Some(true)),
        Err(AccountError::LastAdmin)
    ));
    let planner = Some(rights(Role::Planner));
    assert!(matches!(
        leave(first, planner.clone(), None),
        Err(AccountError::LastAdmin)
    ));
    people.set_password(second, PASSWORD).unwrap();
    leave(first, planner, None).unwrap();
    assert!(people.has_admin().unwrap());
    let stale = people.change(first, Some(1), None, Some(true), NOW);
    assert!(matches!(stale, Err(AccountError::Stale)));
    assert!(matches!(
        leave(AccountId(9), None, Some(true)),
        Err(AccountError::Unknown)
    ));
}
