package phi;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Puts a message together: header, text, perhaps HTML, what is attached. */
final class Letter {

    private static final List<String> PROGRAMS = List.of(
            "Microsoft Outlook 16.0", "Apple Mail (2.3774.600.62)", "Mozilla Thunderbird", "PracticeSuite Mailer 4", "");
    private static final List<String> FORMS =
            List.of("plain", "plain", "wrapped", "wrapped", "qp", "qp", "base64", "alternative", "alternative", "html-only");

    private final Template template;
    private final Page page;
    private final RandomGenerator random;

    Letter(Template template, Page page) {
        this.template = template;
        this.page = page;
        random = page.random();
    }

    String write() {
        String subject = page.take(template.subject(), false).strip();
        boolean markup = template.form().equals("markup");
        String text = page.take(template.body(), markup);
        List<Mime.Part> parts = new ArrayList<>();
        parts.add(markup ? html(text) : body(text, template.form().isEmpty() ? page.one(FORMS) : template.form()));
        for (Template.Attached attached : template.attached()) {
            parts.add(attached(attached));
        }
        Mime.Part whole = parts.size() == 1 ? parts.getFirst() : Mime.multipart("mixed", boundary(), parts);
        return header(subject) + whole.whole();
    }

    private Mime.Part body(String text, String form) {
        boolean ascii = Mime.isAscii(text);
        String wrapped = Mime.wrap(text);
        return switch (form) {
            case "plain" -> Mime.text("text/plain", "", ascii ? "7bit" : "quoted-printable", text);
            case "wrapped" -> Mime.text("text/plain", "", ascii ? "7bit" : "quoted-printable", wrapped);
            case "qp" -> Mime.text("text/plain", "", "quoted-printable", text);
            case "base64" -> Mime.text("text/plain", "", "base64", text);
            case "alternative" ->
                Mime.multipart("alternative", boundary(), List.of(
                        Mime.text("text/plain", "", "quoted-printable", wrapped), html(Mime.page(text, random))));
            case "html-only" -> html(Mime.page(text, random));
            default -> throw new IllegalArgumentException("There is no form '" + form + "'.");
        };
    }

    private Mime.Part html(String text) {
        return Mime.text("text/html", "", random.nextInt(4) == 0 ? "base64" : "quoted-printable", text);
    }

    private Mime.Part attached(Template.Attached attached) {
        String content = page.take(attached.content(), false);
        Mime.Part part = Mime.text(attached.type(), "; name=\"" + attached.name() + "\"", "base64", content);
        return new Mime.Part(
                part.header() + "Content-Disposition: attachment; filename=\"" + attached.name() + "\"" + Mime.CRLF,
                part.body());
    }

    private String header(String subject) {
        String practice = OfficeSlots.host(page, "a");
        LocalDateTime sent = Dates.past(random).atTime(7 + random.nextInt(11), random.nextInt(60), random.nextInt(60));
        String program = page.one(PROGRAMS);
        return "From: " + from(practice) + Mime.CRLF
                + "To: " + to(practice) + Mime.CRLF
                + "Subject: " + Mime.unstructured(subject) + Mime.CRLF
                + "Date: " + sent.atOffset(ZoneOffset.ofHours(-5)).format(DateTimeFormatter.ofPattern(
                        "EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)) + Mime.CRLF
                + "Message-ID: <" + new UUID(random.nextLong(), random.nextLong()) + "@" + practice + ">" + Mime.CRLF
                + (program.isEmpty() ? "" : "X-Mailer: " + program + Mime.CRLF)
                + "MIME-Version: 1.0" + Mime.CRLF;
    }

    /** Addresses without names: what the text says is to be found in the text. */
    private String from(String practice) {
        return switch (template.from()) {
            case "patient" -> "<" + page.person("a").email() + ">";
            case "outside" -> "<" + page.one(List.of("notify", "news", "accounts", "editor")) + "@sender.example>";
            default -> "<" + page.one(List.of("frontdesk", "nurse", "billing", "office", "care")) + "@" + practice + ">";
        };
    }

    private String to(String practice) {
        return switch (template.to()) {
            case "patient" -> "<" + page.person("a").email() + ">";
            case "staff" -> "<" + page.one(List.of("team", "nurse", "frontdesk", "provider")) + "@" + practice + ">";
            case "partner" -> "<" + page.one(List.of("intake", "referrals", "claims", "records")) + "@partner.example>";
            case "list" -> "<" + page.one(List.of("all", "members", "subscribers")) + "@list.example>";
            default -> throw new IllegalArgumentException("There is no recipient '" + template.to() + "'.");
        };
    }

    private String boundary() {
        return "=_" + Long.toHexString(random.nextLong());
    }
}
