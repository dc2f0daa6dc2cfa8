//! Layer `pois`.

use super::named;
use crate::osm::Tags;
use crate::tiles::feature::{Draft, Layer};

/// A point of interest, if one of its tags is in the schema's list.
pub(super) fn poi(tags: Tags<'_>) -> Option<Draft<'_>> {
    let listed = |key, values: &[&str]| tags.get(key).filter(|value| values.contains(value));
    let mut draft = Draft::new(Layer::Pois, 14);
    for (key, values) in FEATURES {
        draft = draft.maybe(key, listed(key, values));
    }
    if draft.attributes.is_empty() {
        return None;
    }
    for (key, values, detail) in DETAILS {
        if listed(key, values).is_some() {
            draft = draft.maybe(detail, tags.get(detail));
        }
    }
    for (value, details) in YES_OR_NO {
        if tags.is("amenity", value) {
            for detail in *details {
                draft = draft.flag(detail, tags.is(detail, "yes"));
            }
        }
    }
    let draft = named(draft, tags)
        .maybe("housename", tags.get("addr:housename"))
        .maybe("housenumber", tags.get("addr:housenumber"));
    Some(draft)
}

/// Attributes taken over from the tag of the same name, for some values of another tag.
const DETAILS: &[(&str, &[&str], &str)] = &[
    (
        "amenity",
        &["restaurant", "fast_food", "pub", "bar", "cafe"],
        "cuisine",
    ),
    ("leisure", &["pitch", "sports_centre"], "sport"),
    ("amenity", &["vending_machine"], "vending"),
    ("tourism", &["information"], "information"),
    ("man_made", &["tower"], "tower:type"),
    ("amenity", &["place_of_worship"], "religion"),
    ("amenity", &["place_of_worship"], "denomination"),
];

/// Attributes that are true when the tag of the same name is `yes`, for some values of `amenity`.
const YES_OR_NO: &[(&str, &[&str])] = &[
    (
        "recycling",
        &[
            "recycling:glass_bottles",
            "recycling:paper",
            "recycling:clothes",
            "recycling:scrap_metal",
        ],
    ),
    ("bank", &["atm"]),
];

const FEATURES: &[(&str, &[&str])] = &[
    ("amenity", AMENITIES),
    ("leisure", LEISURE),
    ("tourism", TOURISM),
    ("shop", SHOPS),
    ("man_made", MAN_MADE),
    ("historic", HISTORIC),
    ("emergency", &["phone", "fire_hydrant", "defibrillator"]),
    ("highway", &["emergency_access_point"]),
    ("office", &["diplomatic"]),
];

#[rustfmt::skip]
const AMENITIES: &[&str] = &[
    "police", "fire_station", "post_box", "post_office", "telephone", "library", "townhall",
    "courthouse", "prison", "embassy", "community_centre", "nursing_home", "arts_centre",
    "grave_yard", "marketplace", "recycling", "university", "school", "college",
    "public_building", "pharmacy", "hospital", "clinic", "doctors", "dentist", "veterinary",
    "theatre", "nightclub", "cinema", "restaurant", "fast_food", "cafe", "pub", "bar",
    "food_court", "biergarten", "shelter", "car_rental", "car_wash", "car_sharing",
    "bicycle_rental", "vending_machine", "bank", "atm", "toilets", "bench", "drinking_water",
    "fountain", "hunting_stand", "waste_basket", "place_of_worship", "playground", "dog_park",
];

#[rustfmt::skip]
const LEISURE: &[&str] = &[
    "sports_centre", "pitch", "swimming_pool", "water_park", "golf_course", "stadium", "ice_rink",
];

#[rustfmt::skip]
const TOURISM: &[&str] = &[
    "hotel", "motel", "bed_and_breakfast", "guest_house", "hostel", "chalet", "camp_site",
    "alpine_hut", "caravan_site", "information", "picnic_site", "viewpoint", "zoo", "theme_park",
];

#[rustfmt::skip]
const SHOPS: &[&str] = &[
    "supermarket", "bakery", "kiosk", "mall", "department_store", "general", "convenience",
    "clothes", "florist", "chemist", "books", "butcher", "shoes", "alcohol", "beverages",
    "optician", "jewelry", "gift", "sports", "stationery", "outdoor", "mobile_phone", "toys",
    "newsagent", "greengrocer", "beauty", "video", "car", "bicycle", "doityourself", "hardware",
    "furniture", "computer", "garden_centre", "hairdresser", "travel_agency", "laundry",
    "dry_cleaning",
];

#[rustfmt::skip]
const MAN_MADE: &[&str] = &[
    "surveillance", "tower", "windmill", "lighthouse", "wastewater_plant", "water_well",
    "watermill", "water_works",
];

#[rustfmt::skip]
const HISTORIC: &[&str] = &[
    "monument", "memorial", "artwork", "castle", "ruins", "archaeological_site",
    "wayside_cross", "wayside_shrine", "battlefield", "fort",
];
