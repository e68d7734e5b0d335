package io.github.nnc.maven;

import io.github.nnc.importer.ImportRequest.Bounds;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;

/** How long dimensions of ONNX files are that have a name there, as a POM or a command line says it. */
final class OpenDimensions {

    private OpenDimensions() {}

    /** @param settings such as {@code batch=1} and {@code seq=1..128}; null for none */
    static Map<String, Bounds> of(String[] settings) throws MojoFailureException {
        Map<String, Bounds> bounds = new TreeMap<>();
        for (String setting : settings == null ? List.<String>of() : Arrays.asList(settings)) {
            int equals = setting.indexOf('=');
            Optional<Bounds> parsed = Bounds.parse(setting.substring(equals + 1));
            if (equals <= 0 || parsed.isEmpty()) {
                throw new MojoFailureException("A dimension is `batch=1` or `seq=1..128`, but not `" + setting + "`");
            }
            bounds.put(setting.substring(0, equals), parsed.get());
        }
        return bounds;
    }
}
