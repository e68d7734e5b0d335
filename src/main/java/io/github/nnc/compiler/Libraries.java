package io.github.nnc.compiler;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.diagnostic.NearNames;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The standard library: files of blocks that ship with the compiler, {@code nnc.transformer}. */
final class Libraries {

    /** Their names, which are also the paths under which their files appear in diagnostics. */
    static final List<String> NAMES = List.of("nnc.mobilenet", "nnc.resnet", "nnc.transformer");

    private Libraries() {}

    /** The text of a library. */
    static SourceFile open(String name) {
        String resource = "/" + name.replace('.', '/') + ".nn";
        try (InputStream stream = Libraries.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the library " + name + " is not on the class path");
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
            return SourceFile.shipped(name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why an import names no library. */
    static Diagnostic unknown(String name, Span place) {
        Diagnostic unknown = Diagnostic.of(Code.NO_SUCH_LIBRARY, place, "there is no standard library `" + name + "`");
        return NearNames.closest(name, NAMES)
                .map(near -> unknown.withHelp("did you mean `" + near + "`?", new Edit(place, near)))
                .orElseGet(() -> unknown.withNote("there are `" + String.join("`, `", NAMES) + "`")
                        .withHelp("name a file in double quotes, as in `import \"blocks.nn\"`"));
    }
}
