//! Which tile: the `z/x/y` scheme of web maps.

/// The last zoom level that is built; maps draw deeper levels from it ("overzoom").
pub const MAX_ZOOM: u8 = 14;

/// A tile of the Web Mercator pyramid: zoom level, column from the west, row from the north.
///
/// Ordered by zoom, then column, then row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileAddress {
    zoom: u8,
    x: u32,
    y: u32,
}

impl TileAddress {
    /// The tile `zoom/x/y`; `None` when the zoom is past [`MAX_ZOOM`] or the level has no such
    /// column or row.
    #[must_use]
    pub fn new(zoom: u8, x: u32, y: u32) -> Option<Self> {
        (zoom <= MAX_ZOOM && x < 1 << zoom && y < 1 << zoom).then_some(Self { zoom, x, y })
    }

    /// Zoom level, `0..=MAX_ZOOM`.
    #[must_use]
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// Column from the west, `0..2^zoom`.
    #[must_use]
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row from the north, `0..2^zoom`.
    #[must_use]
    pub fn y(self) -> u32 {
        self.y
    }
}

impl std::fmt::Display for TileAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.zoom, self.x, self.y)
    }
}
