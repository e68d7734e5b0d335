def file = { String path -> new File(basedir, path) }
def log = file('build.log').text
assert !log.contains('Nothing to generate')
assert log.count('Compiled 3 network files: 2 files written, 0 removed') == 1
assert log.count('Compiled 3 network files: 1 file written, 0 removed') == 1

def importing = file('target/generated-sources/nnc/Importing.java')
def alone = file('target/generated-sources/nnc/Alone.java')
assert importing.text.contains('PARAMETERS = ' + (3 * 8 + 8 + 8 * 2 + 2) + 'L') || importing.text.contains('PARAMETERS = ' + (3 * 8 + 8 + 8 * 2 + 2))
assert alone.lastModified() < importing.lastModified()
