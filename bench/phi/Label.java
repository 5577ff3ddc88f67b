package phi;

/**
 * Something of a kind that stands in a message.
 *
 * @param kind a kind's key of the product, or one of {@link #UNLISTED} and {@link #FAMILY_ONLY}
 * @param value in the form that findings have, as {@link Comparison} compares them
 * @param text as it is written in the message
 * @param required whether it should be found; otherwise finding it is neither right nor wrong
 */
record Label(String kind, String value, String text, boolean required) {

    /** The full name of someone who is not on the practice's list of patients. */
    static final String UNLISTED = "name-not-listed";
    /** A title and a family name, as in Mr. Ortiz. */
    static final String FAMILY_ONLY = "name-family-only";
}
