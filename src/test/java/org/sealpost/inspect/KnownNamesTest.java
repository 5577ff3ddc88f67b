package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sealpost.mail.PersonName;

class KnownNamesTest {

    private static final KnownNames PATIENTS = KnownNames.builder()
            .add(new PersonName("Dana", "Whitfield"))
            .add(new PersonName("José Luis", "García López"))
            .add(new PersonName("Anna", "van der Berg"))
            .add(new PersonName("Siobhán", "O'Brien"))
            .add(new PersonName("Will", "Young"))
            .add(new PersonName("Grace", "Okafor"))
            .add(new PersonName("Mary-Ann", "Smith-Jones"))
            .add(new PersonName("Uma", "de la Vega Santos"))
            .build();

    @TestFactory
    Stream<DynamicTest> findsPatientsHoweverTheyAreWritten() {
        return DetectorTable.check(new KnownNameDetector(PATIENTS), """
                Dana Whitfield                                 => dana whitfield
                dana whitfield                                 => dana whitfield
                DANA WHITFIELD                                 => dana whitfield
                Whitfield, Dana                                => dana whitfield
                WHITFIELD,DANA                                 => dana whitfield
                Dana Q. Whitfield                              => dana whitfield
                Dana Quinn Rose Whitfield                      => dana whitfield
                Dana\\nWhitfield                                => dana whitfield
                Dana Whitfield's labs                          => dana whitfield
                Dana Whitfield’s labs                          => dana whitfield
                Jose Garcia                                    => jose garcia
                José García López                              => jose garcialopez
                JOSE LUIS GARCÍA LÓPEZ                         => jose garcialopez
                José López                                     => jose lopez
                García López, José                             => jose garcialopez
                Anna van der Berg                              => anna vanderberg
                anna vanderberg                                => anna vanderberg
                van der Berg, Anna                             => anna vanderberg
                Anna Berg                                      => anna berg
                Siobhan O'Brien                                => siobhan obrien
                Siobhán O’Brien                                => siobhan obrien
                Mary Smith-Jones                               => mary smithjones
                Mary Ann Smith Jones                           => mary smithjones
                Mary Jones                                     => mary jones
                Uma de la Vega has pneumonia                   => uma delavega
                Uma De La Vega Santos                          => uma delavegasantos
                Uma Vega                                       => uma vega
                Uma Vega Santos                                => uma vegasantos
                Uma Santos                                     => uma santos
                de la Vega, Uma                                => uma delavega
                Will Young                                     => will young
                WILL YOUNG                                     => will young
                Grace Okafor                                   => grace okafor
                Dana Whitfield, Will Young                     => dana whitfield, will young
                """);
    }

    @TestFactory
    Stream<DynamicTest> leavesOthersAlone() {
        return DetectorTable.check(new KnownNameDetector(PATIENTS), """
                will young people come                         =>
                Will young people come                         =>
                Dana                                           =>
                Whitfield                                      =>
                Dana. Whitfield                                =>
                Dana and Whitfield                             =>
                Dana One Two Three Whitfield                   =>
                Dana: Whitfield                                =>
                Dana Whitfields                                =>
                grace okafor                                   =>
                Grace okafor                                   =>
                Danas Whitfield                                =>
                """);
    }

    @Test
    void addingToNamesLeavesThoseAsTheyWere() {
        KnownNames more =
                PATIENTS.toBuilder().add(new PersonName("Tobias", "Finch")).build();

        assertThat(found(more, "Tobias Finch and Dana Whitfield")).containsExactly("tobias finch", "dana whitfield");
        assertThat(found(PATIENTS, "Tobias Finch")).isEmpty();
        assertThat(found(KnownNames.none(), "Dana Whitfield")).isEmpty();
    }

    @Test
    void aBuilderGoesOnWithoutChangingWhatItBuilt() {
        KnownNames.Builder builder = KnownNames.builder().add(new PersonName("Tobias", "Finch"));
        KnownNames first = builder.build();
        KnownNames second = builder.add(new PersonName("Dana", "Whitfield")).build();

        assertThat(first.size()).isEqualTo(1);
        assertThat(second.size()).isEqualTo(2);
        assertThat(found(first, "Dana Whitfield")).isEmpty();
    }

    @Test
    void aMillionPatientsTakeSomeTensOfMegabytes() {
        KnownNames.Builder builder = KnownNames.builder();
        for (int i = 0; i < 1_000_000; i++) {
            builder.add(new PersonName("Given" + word(i % 5_000), "Family" + word(i)));
        }
        KnownNames million = builder.build();

        assertThat(million.size()).isEqualTo(1_000_000);
        assertThat(million.bytes()).isLessThan(48_000_000);
        assertThat(found(million, "Seen: Given" + word(77) + " Family" + word(5_077)))
                .hasSize(1);
        assertThat(found(million, "Seen: Given" + word(78) + " Family" + word(5_077)))
                .isEmpty();
    }

    @Property
    void everyPatientIsFoundByEveryKey(
            @ForAll @AlphaChars @StringLength(min = 2, max = 20) String given,
            @ForAll @AlphaChars @StringLength(min = 2, max = 20) String family) {
        PersonName name = new PersonName(given, family);
        KnownNames names = KnownNames.builder().add(name).build();
        String capitals = given.toUpperCase(java.util.Locale.ROOT) + " " + family.toUpperCase(java.util.Locale.ROOT);

        assertThat(name.lookupKeys()).containsAll(found(names, "for " + capitals + " today"));
        assertThat(found(names, "for " + capitals + " today")).isNotEmpty();
    }

    @Test
    void neverPrintsAName() {
        assertThat(PATIENTS).asString().doesNotContainIgnoringCase("whitfield");
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number; rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }

    private static List<String> found(KnownNames names, String text) {
        List<String> found = new ArrayList<>();
        new KnownNameDetector(names).find(SearchText.of(NormalText.of(text)), found::add);
        return found;
    }
}
