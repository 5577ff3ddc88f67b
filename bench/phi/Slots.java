package phi;

/** What a template's slots stand for: {@code README.md} lists them. */
final class Slots {

    private Slots() {}

    /**
     * Writes a slot.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    static void fill(Text.Slot slot, Page page) {
        boolean known = PersonSlots.fill(slot, page)
                || HealthSlots.fill(slot, page)
                || OfficeSlots.fill(slot, page)
                || BusinessSlots.fill(slot, page);
        if (!known) {
            throw new IllegalArgumentException("There is no slot '" + slot.name() + "'.");
        }
    }

    static void required(Page page, String kind, String value, String text) {
        page.label(new Label(kind, value, text, true));
    }

    static void tolerated(Page page, String kind, String value, String text) {
        page.label(new Label(kind, value, text, false));
    }
}
