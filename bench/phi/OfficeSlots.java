package phi;

import static phi.Slots.required;

import java.util.List;
import java.util.random.RandomGenerator;

/** The practice and others who treat: what reaches them, none of which identifies a patient. */
final class OfficeSlots {

    private OfficeSlots() {}

    static boolean fill(Text.Slot slot, Page page) {
        RandomGenerator random = page.random();
        String key = slot.who() + "." + slot.name();
        switch (slot.name()) {
            case "org" -> page.value(organisation(page, slot.who()));
            case "doctor" -> page.value("Dr. " + page.once(key, () -> family(page)));
            case "doctor-full" -> page.value(page.once(key, () -> page.people().employee(random)) + ", "
                    + page.one(List.of("MD", "DO", "NP", "PA-C")));
            case "staff" -> page.value(page.once(key, () -> page.people().employee(random)));
            case "staff-given" -> page.value(page.once("staff-given", () -> page.people().employee(random).split(" ")[0]));
            case "office-phone" -> phone(page, page.once(key, () -> Numbers.phone(random)));
            case "office-fax" -> fax(page, page.once(key, () -> Numbers.phone(random)));
            case "office-url" -> url(page, "https://" + page.one(List.of("www.", "portal.", "")) + host(page, slot.who())
                    + page.one(List.of("", "/", "/portal", "/patients/forms", "/book")));
            case "office-email" -> {
                String address = page.one(List.of("frontdesk", "office", "billing", "nurse", "referrals", "info")) + "@"
                        + host(page, slot.who());
                required(page, "email", address, address);
            }
            case "npi" -> {
                String number = page.once(key, () -> Numbers.npi(random));
                required(page, "npi", number, number);
            }
            case "signature" -> signature(page, slot.who());
            case "prose" -> prose(page, slot.argument().isEmpty() ? 3 : Integer.parseInt(slot.argument()));
            case "notice" -> page.value(page.anyWord("notice"));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Sentences as they stand in every letter. */
    private static void prose(Page page, int most) {
        int sentences = 1 + page.random().nextInt(most);
        for (int sentence = 0; sentence < sentences; sentence++) {
            page.literal((sentence == 0 ? "" : " ") + page.anyWord("prose"));
        }
    }

    static String organisation(Page page, String who) {
        return page.once(who + ".org", () -> page.anyWord("organisation"));
    }

    static String host(Page page, String who) {
        return organisation(page, who).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "") + ".example";
    }

    static void url(Page page, String address) {
        required(page, "url", address, address);
    }

    private static String family(Page page) {
        return page.people().employee(page.random()).replaceFirst("^\\S+ ", "");
    }

    private static void phone(Page page, String ten) {
        required(page, "phone", ten, Numbers.writtenPhone(ten, page.random()));
    }

    private static void fax(Page page, String ten) {
        required(page, "fax", ten, Numbers.writtenPhone(ten, page.random()));
        page.tolerate("phone", ten);
    }

    private static void signature(Page page, String who) {
        page.value(page.people().employee(page.random()));
        page.value(page.one(List.of("", ", RN", ", MA", ", Front Desk", ", Billing", ", Care Coordinator", ", CMA")) + "\n");
        page.value(organisation(page, who) + "\n");
        if (page.random().nextInt(3) > 0) {
            page.value(page.one(List.of("Phone: ", "Tel ", "P: ", "Ph. ", "Office: ")));
            phone(page, page.once(who + ".office-phone", () -> Numbers.phone(page.random())));
            page.value(page.one(List.of(" | ", "\n", "  ")) + page.one(List.of("Fax: ", "F: ", "Fax ")));
            fax(page, page.once(who + ".office-fax", () -> Numbers.phone(page.random())));
            page.value("\n");
        }
        if (page.random().nextInt(3) > 0) {
            url(page, page.one(List.of("https://", "https://www.", "www.")) + host(page, who));
            page.value("\n");
        }
        if (page.random().nextInt(3) == 0) {
            page.value("\n" + page.anyWord("notice"));
        }
    }
}
