package org.sealpost.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads files, and has the files in them read in their turn. Each is read as whatever it can be taken for
 * ({@link FileReadings}); entries are unpacked one at a time, so that an archive never stands unpacked in memory.
 */
final class FileWalk {

    private static final ContentType UNDECLARED = new ContentType("application", "octet-stream", Map.of());

    private final InspectionLimits limits;
    private final Discovery discovery;
    private final Agenda agenda;
    private final TextPart texts;
    private final Unpacking unpacking;

    FileWalk(InspectionLimits limits, Discovery discovery, Agenda agenda, TextPart texts) {
        this.limits = limits;
        this.discovery = discovery;
        this.agenda = agenda;
        this.texts = texts;
        this.unpacking = new Unpacking(limits.files());
    }

    /** Has a file read next. */
    void add(byte[] octets, String name, ContentType type, String path, int depth) {
        agenda.add(readings(octets, name, type, path, depth));
    }

    /**
     * Reads a file, or a document as far as the effort goes.
     *
     * @return false when it takes more than that, and nothing was taken from it
     */
    boolean read(Pending.File file, Effort effort) {
        if (file.kind().unfolds() && effort != Effort.FULL) {
            return effort == Effort.LIGHT && file.kind() == FileKind.PDF && lightDocument(file);
        }
        read(file);
        return true;
    }

    private void read(Pending.File file) {
        switch (file.kind()) {
            case TEXT -> text(file, "plain");
            case HTML -> text(file, "html");
            case XML -> text(file, "xml");
            case CALENDAR -> text(file, "calendar");
            case MESSAGE ->
                agenda.add(Pending.Entity.message(
                        Piece.of(file.octets()), Pending.below(file.path(), 1), file.depth() + 1));
            case ZIP -> zip(file);
            case GZIP -> gzip(file);
            case RTF -> {
                byte[] octets = beginning(file);
                shown(RtfText.of(octets), file.path());
                shown(RtfText.shown(octets), file.path());
                document(file);
            }
            case PDF, COMPOUND, TNEF -> document(file);
            case PICTURE, OTHER -> discovery.uninspectable(UninspectableReason.ATTACHMENT_NOT_READ, file.path());
        }
    }

    /** Reads the next entry of an archive and leaves the others for later. */
    void read(Pending.Archive archive) {
        Optional<ZipArchive.Entry> next =
                archive.zip().next(unpacking, name -> archive.kind().holdsFile(name));
        if (next.isEmpty()) {
            return;
        }
        agenda.add(archive);
        ZipArchive.Entry entry = next.get();
        String path = Pending.below(archive.path(), archive.zip().number());
        discovery.text(entry.name(), path);
        entry.fault().ifPresent(fault -> discovery.uninspectable(fault, path));
        boolean logo = archive.kind().isDocument() && archive.logos().holds(entry.octets());
        if (archive.kind().keepsForItself(entry.name(), entry.octets())) {
            String letters = new String(entry.octets(), StandardCharsets.ISO_8859_1);
            discovery.text(letters.replace('\0', '\n'), path);
            // In UTF-16 each letter has a companion.
            discovery.text(letters.replace("\0", ""), path);
        } else if (!logo) {
            add(entry.octets(), entry.name(), UNDECLARED, path, archive.depth() + 1);
        }
    }

    private List<Pending.File> readings(byte[] octets, String name, ContentType type, String path, int depth) {
        if (octets.length > limits.files().fileOctets()) {
            discovery.uninspectable(UninspectableReason.TOO_LARGE, path);
            return List.of();
        }
        FileReadings readings = FileReadings.of(octets, name, type);
        readings.faults().forEach(fault -> discovery.uninspectable(fault, path));
        return readings.kinds().stream()
                .map(kind -> new Pending.File(octets, kind, type.parameter("charset"), path, depth))
                .toList();
    }

    private void text(Pending.File file, String subtype) {
        byte[] octets = beginning(file);
        Optional<String> charset = file.charset().or(() -> FileReadings.charset(octets));
        Map<String, String> parameters =
                charset.map(name -> Map.of("charset", name)).orElse(Map.of());
        texts.read(octets, new ContentType("text", subtype, parameters), file.path());
    }

    /** As much of a long text as counts, up to a line's end. */
    private byte[] beginning(Pending.File file) {
        byte[] octets = file.octets();
        if (octets.length <= discovery.octetsWanted()) {
            return octets;
        }
        discovery.uninspectable(UninspectableReason.TOO_LARGE, file.path());
        int most = (int) discovery.octetsWanted();
        int end = most;
        while (end > 0 && octets[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(octets, end == 0 ? most : end);
    }

    private void zip(Pending.File file) {
        ZipArchive zip;
        try {
            zip = ZipArchive.open(file.octets());
        } catch (IOException | RuntimeException broken) {
            discovery.uninspectable(UninspectableReason.BROKEN_FILE, file.path());
            return;
        }
        if (zip.size() > limits.files().entries()) {
            discovery.uninspectable(UninspectableReason.TOO_MANY_PARTS, file.path());
            return;
        }
        if (zip.ambiguous()) {
            discovery.uninspectable(UninspectableReason.HIDDEN_CONTENT, file.path());
        }
        discovery.text(zip.comments(), file.path());
        ArchiveKind kind = ArchiveKind.of(zip, file.octets());
        if (kind == ArchiveKind.OFFICE) {
            office(zip, file);
        }
        agenda.add(new Pending.Archive(zip, kind, new Logos(limits.files()), file.path(), file.depth()));
    }

    private void office(ZipArchive zip, Pending.File file) {
        OfficeMarkup markup = new OfficeMarkup(discovery.charactersWanted());
        Optional<UninspectableReason> fault =
                OfficePackage.fault(zip, unpacking, markup, () -> discovery.isLate(file.path()));
        zip.restart();
        fault.ifPresentOrElse(reason -> discovery.uninspectable(reason, file.path()), () -> document(file));
        if (markup.isFull()) {
            discovery.uninspectable(UninspectableReason.TOO_LARGE, file.path());
        }
        shown(markup.text(), file.path());
    }

    private void gzip(Pending.File file) {
        String path = Pending.below(file.path(), 1);
        discovery.text(GzipHeader.said(file.octets()), path);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file.octets()))) {
            unpacking
                    .read(in, file.octets().length)
                    .ifPresentOrElse(
                            octets -> add(octets, "", UNDECLARED, path, file.depth() + 1),
                            () -> discovery.uninspectable(UninspectableReason.TOO_LARGE, path));
        } catch (IOException broken) {
            discovery.uninspectable(UninspectableReason.BROKEN_FILE, path);
        }
    }

    private void document(Pending.File file) {
        document(file, discovery.charactersWanted(), limits.files())
                .ifPresentOrElse(
                        found -> found(found, file),
                        () -> discovery.uninspectable(UninspectableReason.TIMED_OUT, file.path()));
    }

    private boolean lightDocument(Pending.File file) {
        int characters = Math.min(discovery.charactersWanted(), Effort.LIGHT_CHARACTERS);
        Optional<DocumentReading> reading =
                document(file, characters, limits.files().light());
        boolean light = reading.isPresent() && !reading.get().faults().contains(UninspectableReason.TOO_LARGE);
        if (light) {
            found(reading.get(), file);
        }
        return light;
    }

    private Optional<DocumentReading> document(Pending.File file, int characters, FileLimits within) {
        int room = agenda.room();
        Duration left = discovery.timeLeft();
        Duration most = within.documentTime();
        return FileThreads.call(
                () -> new DocumentReader(characters, room, within, unpacking).read(file.octets(), file.kind()),
                left.compareTo(most) < 0 ? left : most);
    }

    private void found(DocumentReading reading, Pending.File file) {
        reading.faults().forEach(fault -> discovery.uninspectable(fault, file.path()));
        reading.texts().forEach(text -> shown(text, file.path()));

        List<Pending.File> files = new ArrayList<>();
        Logos logos = new Logos(limits.files());
        int number = 0;
        for (Embedded inner : reading.embedded()) {
            String path = Pending.below(file.path(), ++number);
            discovery.text(inner.name(), path);
            if (!logos.holds(inner.octets())) {
                ContentType type = ContentType.parse(inner.mediaType()).orElse(UNDECLARED);
                files.addAll(readings(inner.octets(), inner.name(), type, path, file.depth() + 1));
            }
        }
        agenda.add(files);
    }

    private void shown(String text, String path) {
        for (String reading : Readings.of(text)) {
            discovery.document(reading, path);
        }
    }
}
