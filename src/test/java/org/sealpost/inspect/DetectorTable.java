package org.sealpost.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A table of texts and of what a detector finds in them: {@code text => value, value}; nothing behind the arrow means
 * that nothing may be found. {@code \n} stands for a line end.
 */
final class DetectorTable {

    private DetectorTable() {}

    static Stream<DynamicTest> check(Detector detector, String table) {
        return table.lines().filter(line -> !line.isBlank()).map(line -> {
            String[] cells = line.split("=>", 2);
            String text = cells[0].strip().replace("\\n", "\n");
            List<String> expected = Stream.of(cells[1].split(",", -1))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
            return DynamicTest.dynamicTest(
                    line, () -> Assertions.assertThat(found(detector, text)).isEqualTo(expected));
        });
    }

    static List<String> found(Detector detector, String text) {
        List<String> values = new ArrayList<>();
        detector.find(SearchText.of(NormalText.of(text)), values::add);
        return values;
    }
}
