package io.github.nnc.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What other libraries say points to something that exists, and hides nothing. */
class ForeignNamesTest {

    private static final Set<String> LAYERS =
            LayerCatalog.ALL.stream().map(LayerType::name).collect(Collectors.toSet());
    private static final Set<String> ARGUMENTS = LayerCatalog.ALL.stream()
            .flatMap(type -> type.parameters().stream())
            .map(Parameter::name)
            .collect(Collectors.toSet());

    @Test
    void layers() {
        assertThat(LAYERS).containsAll(ForeignNames.STATEMENTS.values());
        assertThat(LAYERS).doesNotContainAnyElementsOf(ForeignNames.STATEMENTS.keySet());
    }

    @Test
    void arguments() {
        List<String> named =
                ForeignNames.ARGUMENTS.values().stream().flatMap(List::stream).toList();
        assertThat(ARGUMENTS).containsAll(named);
        assertThat(ARGUMENTS).doesNotContainAnyElementsOf(ForeignNames.ARGUMENTS.keySet());
    }
}
