#!/usr/bin/python3
"""Makes the manual pages, and the words that a shell completes, from what the programs
say about themselves.

usage: manual.py man|completion PROGRAM VERSION OUTPUT
"""

import json
import os
import re
import subprocess
import sys

# What a program's help does not say.
ABOUT = {
    'steadfast': ('encrypted workplace records', 'The window.'),
    'steadfast-cli': (
        'encrypted workplace records on the command line',
        'Works on the same store as the window.'),
    'steadfast-export': (
        'published totals as tables', 'Opens no store, and draws nothing.'),
}
SECTIONS = {
    'steadfast-cli': [
        ('EXIT STATUS', [
            ('0', 'Done.'),
            ('1', 'Understood, and refused; also where there is no store.'),
            ('2', 'The command line cannot be understood.'),
            ('3', 'Wrong passphrase, or not a store.'),
            ('4', 'Damaged or tampered with.'),
            ('5', 'In use by another program.')]),
        ('FILES', [
            ('~/.local/share/steadfast/steadfast.store',
             'The store, where --store names no other; in the Flatpak, the same below '
             'the folder of the app.')]),
    ],
    'steadfast-export': [
        ('EXIT STATUS', [
            ('0', 'Done.'),
            ('1', 'Understood, and refused.'),
            ('2', 'The command line cannot be understood.')]),
    ],
}


def ask(program, *words):
    """What PROGRAM prints, in English, whatever the caller's language is."""
    environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='C',
                       ASAN_OPTIONS='detect_leaks=0', GIO_USE_VFS='local')
    return subprocess.run([program, *words], env=environment, check=True,
                          capture_output=True, text=True).stdout


def read_rows(text, indent=r' {2}'):
    """[(left, right)] of a help's table: two spaces, a term, spaces, a description."""
    return re.findall(rf'^{indent}(\S.*?) {{2,}}(\S.*)$', text, re.M)


def read_commands(program):
    """[(words, summary)], none where a program has no commands."""
    text = ask(program, '--help')
    return [] if 'COMMAND' not in text else [r for r in read_rows(text) if not is_option(r)]


def is_option(row):
    return row[0].startswith('-')


def roff(text):
    """Text that roff prints as it is."""
    text = text.replace('\\', '\\e').replace('-', '\\-').replace("'", '\\(aq')
    return '\\&' + text if text.startswith('.') else text


def usage(text):
    """The line that shows how a program or a command is called."""
    return re.search(r'^Usage:\s*(.*?)\s*$', text, re.M).group(1)


def paragraphs(text):
    """What a help says between how a program is called and what follows in lists."""
    return [' '.join(block.split()) for block in text.split('\n\n')[1:]
            if not block.startswith(('  ', 'Help ', 'Application ', 'Options:', '“steadfast'))]


def terms(rows):
    for term, meaning in rows:
        yield f'.TP\n.B {roff(term)}\n{roff(meaning)}'


def manual(program, version):
    name = os.path.basename(program)
    text = ask(program, '--help')
    summary, note = ABOUT[name]
    page = [f'.TH {name.upper()} 1 "" "Steadfast {version}" "User Commands"',
            '.SH NAME', f'{roff(name)} \\- {roff(summary)}', '.SH SYNOPSIS',
            f'.B {roff(usage(text))}', '.SH DESCRIPTION',
            *map(roff, paragraphs(text)), roff(note),
            '.SH OPTIONS', *terms(filter(is_option, read_rows(text)))]
    commands = read_commands(program)
    if commands:
        page.append('.SH COMMANDS')
    for words, meaning in commands:
        help_text = ask(program, *words.split(), '--help')
        page += [f'.SS {roff(usage(help_text))}', roff(meaning + '.'),
                 *map(roff, paragraphs(help_text)[1:]),
                 *terms(filter(is_option, read_rows(help_text)))]
    for title, rows in SECTIONS.get(name, []):
        page += [f'.SH {title}', *terms(rows)]
    return '\n'.join(page) + '\n'


COMPLETION = '''\
# Completes {name}; made from what its help says.
{function} ()
{{
  local word=${{COMP_WORDS[COMP_CWORD]}} line=" ${{COMP_WORDS[*]:1:COMP_CWORD-1}} "
  local words
  # Bash takes "--format=csv" for three words.
  [[ $word != = ]] || word=
  line=${{line/% = / }}
  case $line in
{cases}
    *) words='{first}' ;;
  esac
  # Behind a whole command a word that is no option is a file's name, or an option's value.
  [[ $words != --* || $word == -* ]] || words=
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F {function} {name}
'''


def options_of(text):
    """The long options of a help text, as they are typed."""
    return sorted(set(re.findall(r'(--[a-z][a-z-]*)', text)))


def choices_of(text):
    """[(option, its values)] where a help text lists them, as in --code-named=yes|no."""
    return [(option, values.replace('|', ' ')) for option, values in sorted(set(
        re.findall(r'(--[a-z-]+)=([a-z]+(?:\|[a-z]+)+) ', text)))]


def words_of(program):
    """[(option, its values)]: the words of the campaign that ships. Those of another would have
    to be read out of a store."""
    asked = json.loads(ask(program, 'campaign', 'show', '--json'))
    return [(f'--{name}', ' '.join(item['id'] for item in asked[name]))
            for name in ('work', 'customer', 'ground', 'outcome', 'tier', 'role')]


def case(pattern, words):
    return f"    {pattern}) words='{words}' ;;"


def completion(program, _version):
    name, text = os.path.basename(program), ask(program, '--help')
    # "refusal restore" before "restore", which is in it.
    words = sorted((row[0] for row in read_commands(program)), key=lambda w: ' ' not in w)
    helps = {command: ask(program, *command.split(), '--help') for command in words}
    cases = [case(f"*'{option} '", values) for option, values in choices_of(text)]
    cases += [case(f"*' {command} '*'{option} '", values) for command in words
              for option, values in choices_of(helps[command])]
    if words:
        cases += [case(f"*'{option} '", values) for option, values in words_of(program)]
    cases += [case(f"*' {command} '*", ' '.join(options_of(helps[command]))) for command in words]
    for family in dict.fromkeys(w.split()[0] for w in words if ' ' in w):
        choices = ' '.join(w.split()[1] for w in words if w.startswith(family + ' '))
        cases.append(case(f"*' {family} '*", choices))
    first = [*dict.fromkeys(w.split()[0] for w in words), *options_of('\n'.join(
        row[0] for row in read_rows(text) if is_option(row)))]
    return COMPLETION.format(name=name, function='_' + name.replace('-', '_'),
                             cases='\n'.join(cases), first=' '.join(first))


def main():
    kind, program, version, output = sys.argv[1:]
    text = {'man': manual, 'completion': completion}[kind](program, version)
    with open(output, 'w', encoding='utf-8') as file:
        file.write(text)


main()
