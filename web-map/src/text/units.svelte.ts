/** How distances are shown: the city decides, as its road signs do. */
class Units {
  imperial = $state(false);
}

export const units = new Units();
