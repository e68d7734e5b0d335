package io.github.nnc.check;

import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.SourceUnit;
import java.util.List;

/**
 * A parsed file with the parsed files it imports.
 *
 * @param complete whether all declarations and imports are there; without some of them unknown names prove nothing
 * @param sound whether there is no syntax error, in the imports neither
 */
public record Unit(SourceUnit syntax, List<Import> imports, boolean complete, boolean sound) {

    public Unit {
        imports = List.copyOf(imports);
    }

    /** An import and what it names. */
    public record Import(Declaration.Import declaration, Unit unit) {}
}
