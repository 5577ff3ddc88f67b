package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenDateTest {

    @ParameterizedTest
    @EnumSource(Month.class)
    void readsEveryMonthHoweverItIsWritten(Month month) {
        for (String name : names(month)) {
            for (String between : List.of(" ", "-", ". ", " -", "\n")) {
                for (String day : List.of("2", "02", "2nd", "2ND")) {
                    assertDate(name + between + day + ", 1962", month);
                    assertDate(name + between + day + " '62", month);
                }
            }
            for (String day : List.of("2", "02", "2nd", "2ND")) {
                for (String between : List.of("", " ", "-", ".", ". ", " - ", " of ", "of ", "\n")) {
                    for (String year : List.of("1962", " 1962", ", 1962", "-62", " '62")) {
                        assertDate(day + between + name + year, month);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1962-03-02",
                "1962/3/2",
                "1962-Mar-02",
                "1962 / march / 2",
                "02/Mar/1962",
                "2/MAR/62",
                "Mar/02/1962",
                "1962 . 03 . 02",
                "03/02/1962",
                "3-2-62",
                "3 / 2 / 62",
                "3.2.1962",
                "3\n/2/62",
                "19620302",
                "03021962"
            })
    void readsNumbers(String text) {
        assertDate(text, Month.MARCH);
    }

    @Test
    void passesByWhatIsNoDate() {
        for (String text : List.of(
                "1962",
                "marvel 2",
                "2 apples",
                "12th floor",
                "123-45",
                "decide",
                "7",
                "st of may",
                "Mar/26",
                "26/Mar",
                "1962-Mar")) {
            assertThat(WrittenDate.at(text, 0)).as(text).isNull();
        }
    }

    private static List<String> names(Month month) {
        List<String> names = new ArrayList<>();
        for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
            String name = month.getDisplayName(style, Locale.US);
            names.add(name);
            names.add(name.toLowerCase(Locale.US));
            names.add(name.toUpperCase(Locale.US));
        }
        return names;
    }

    private static void assertDate(String text, Month month) {
        WrittenDate date = WrittenDate.at(text, 0);
        assertThat(date).as(text).isNotNull();
        assertThat(date.date()).as(text).isEqualTo(Optional.of(LocalDate.of(1962, month, 2)));
        assertThat(date.end()).as(text).isEqualTo(text.length());
    }
}
