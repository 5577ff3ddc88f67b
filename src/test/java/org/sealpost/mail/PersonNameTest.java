package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        "Whitfield, whitfield",
        "García López, garcialopez garcia lopez",
        "Smith-Jones, smithjones smith jones",
        "García López Ruiz, garcialopezruiz garcia lopez ruiz",
        "van der Berg, vanderberg berg",
        "de la Vega Santos, delavegasantos delavega vega santos vegasantos",
        "de la Cruz Ortega, delacruzortega delacruz cruz ortega cruzortega",
        "Ortega de la Cruz, ortegadelacruz ortega delacruz cruz ortegacruz",
        "Santos-van der Berg, santosvanderberg santos vanderberg berg santosberg",
        "de la Vega de los Santos, delavegade delavega vega delossantos santos vegasantos",
        "von Muster Jr., vonmuster muster",
        "al-Hassan, alhassan hassan",
        "El Amrani Bennis, elamranibennis elamrani amrani bennis amranibennis",
        "da Silva dos Reis, dasilvadosreis dasilva silva dosreis reis silvareis",
        "Le Blanc, leblanc blanc",
        "Mac Dermott, macdermott dermott",
        "della Rovere Conti, dellarovereconti dellarovere rovere conti rovereconti",
        "Ortega y Gasset, ortegaygasset ortega gasset ortegagasset",
        "O'Brien, obrien",
        "De La, dela",
    })
    void aFamilyNameIsKnownByEachOfItsNamesWithAndWithoutParticles(String family, String keys) {
        PersonName name = new PersonName("Uma", family);
        List<String> expected = List.of(keys.split(" "));

        assertThat(name.familyKeys()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(name.lookupKeys())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(key -> "uma " + key).toList());
    }

    @Test
    void aNameWithoutALetterHasNoKeys() {
        assertThat(new PersonName("Uma", "...").familyKeys()).isEmpty();
        assertThat(new PersonName("-", "Vega").lookupKeys()).isEmpty();
    }
}
