package phi;

import java.util.Map;
import java.util.Set;

/**
 * What the inspection said of a message.
 *
 * @param found the values of each kind that was found; a kind may be found without values
 */
record Finding(String file, Map<String, Set<String>> found, boolean identifier, boolean health) {

    static Finding nothing(String file) {
        return new Finding(file, Map.of(), false, false);
    }
}
