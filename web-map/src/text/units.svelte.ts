/** How distances and speeds are shown: the city decides, as its road signs do. */
class Units {
  imperial = $state(false);
}

/** Metres per second. */
export const KMH = 1 / 3.6;
export const MPH = 0.44704;

export const units = new Units();
