package org.sealpost.inspect;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The trees of a PDF that tell by name what is in it, such as files and scripts (ISO 32000-2 section 7.9.6). Whoever reads them goes
 * down from each node to its kids and asks nobody: a node that is reached on two ways is read twice, those below it four times, and
 * thirty of them never come to an end.
 */
final class NameTrees {

    /** Levels of a tree; each multiplies what it can name, so that no program makes more than a few. */
    private static final int DEEPEST = 50;

    private record Node(COSBase node, int depth) {}

    private NameTrees() {}

    /**
     * Looks whether each is a tree.
     *
     * @throws PdfEffort.TooMuch when one is none, or a deep one
     */
    static void check(PDDocument document) throws PdfEffort.TooMuch {
        COSDictionary names = document.getDocumentCatalog().getCOSObject().getCOSDictionary(COSName.NAMES);
        if (names != null) {
            for (COSName name : names.keySet()) {
                COSBase tree = names.getDictionaryObject(name);
                if (tree != null) {
                    check(tree);
                }
            }
        }
    }

    private static void check(COSBase root) throws PdfEffort.TooMuch {
        Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, 0));
        while (!open.isEmpty()) {
            Node at = open.pop();
            if (!(at.node instanceof COSDictionary node)) {
                continue;
            }
            if (!seen.add(node) || at.depth > DEEPEST) {
                throw new PdfEffort.TooMuch();
            }
            COSArray kids = node.getCOSArray(COSName.KIDS);
            for (int i = 0; kids != null && i < kids.size(); i++) {
                COSBase kid = kids.getObject(i);
                if (kid != null) {
                    open.push(new Node(kid, at.depth + 1));
                }
            }
        }
    }
}
