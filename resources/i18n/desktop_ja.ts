<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport&apos;s own log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, states and the last lines of the log, without keys. Nothing is sent: you copy it for whoever helps you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that Homeport carries and runs on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GNU General Public License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt: GNU Lesser General Public License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inter: SIL Open Font License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JetBrains Mono: SIL Open Font License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model prices and limits: MIT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icons: ISC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token encodings: MIT</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <source>Access token for scripts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the management API under /api, in the Authorization header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the management API under /api. A new one ends the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made with this first start. It can be copied until Homeport quits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only its hash is kept, so it cannot be shown again; make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the password of root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new password for root</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. The clipboard forgets it by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>Waiting for the next request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an app</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request came from {client}, but it failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request received from {client}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First request received from {client}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} through {channel}, first token {first}, {total} in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model}: no channel took it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} through {channel}, {total} in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See it in Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing arrived?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address: OpenAI-style apps need /v1 at its end, Anthropic-style ones do not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The terminal: variables count for the window they were set in. Open a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Docker and WSL: localhost is the container there. In Docker Desktop use host.docker.internal, in WSL 2 mirrored networking.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key: copy it again. It begins with sk- and has 51 characters.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>Whose key is this?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys of this form are given out by several providers. Homeport asks, because trying the key would show it to the wrong ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport does not know keys of this form. Choose its provider below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AttemptTimeline</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BackupsCard</name>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BansCard</name>
    <message>
        <source>Blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after too many wrong keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unblock {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} wrong keys. Blocked until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Enable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for those selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of {total} selected</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelActions</name>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the failed request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty for none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {n} channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} rests until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} works, first token after {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The channel works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {n} channels work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 does not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} do not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{good}, {bad}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select them</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelChecks</name>
    <message>
        <source>The name is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no base URL. It looks like https://api.example.com/v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least one key is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This holds characters that no key has. Copy the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alias needs both names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number, 0 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A header has a name without spaces, and Homeport sets some by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 to 3,600 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number from {least} to {most}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider does not take this value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelRowView</name>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, {host}, {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}</source>
        <comment>requests, short</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: {n} requests, {cost}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelSheet</name>
    <message>
        <source>Applies to new requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Routing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing with a real request</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelStatus</name>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelWords</name>
    <message>
        <source>Organization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the key is sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As x-api-key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a bearer token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sealed by the system keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sealed with a key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sealed with your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the keychain is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider said: {message}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It works, first token after {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} answered “{reply}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channel matches “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests go to the first working channel that has the model; equal priorities share them by weight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channels yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel is a connection to a provider: its address and your keys for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag, or press Alt+↑ and Alt+↓, to change priorities; Alt+← and Alt+→ change the weight. Ctrl+click or Ctrl+Space selects, Ctrl+A selects all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>{what}. All: {all}. Arrow keys read it, Enter opens the requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as bars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Delete removes it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message numerus="yes">
        <source>+%n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Homeport is still running in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your apps are answered as before. Click here to quit instead.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Homeport running?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop shows no tray icons: start Homeport again to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can change this in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without the window your apps are still answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Usual columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} or {b}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{a} and {n} others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent to {first}, then {then} if that fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sent to {first}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for OpenAI-style apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use it in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>macOS, Linux</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionTab</name>
    <message>
        <source>{n} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel keeps its provider. Add another channel for another provider.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashReport</name>
    <message>
        <source>Homeport: an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport crashed the last time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that were interrupted are booked. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on; your apps are still answered. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open logs folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreatedView</name>
    <message>
        <source>This is the key for the app. Keep it to yourself: whoever has it uses your channels. You can copy it again from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Save a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport backups (*.db)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport backups (*.db);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact the database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size}, of which {free} is free. Requests go on while it is compacted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Database</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds up every entry and compares it with every balance. Changes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up the database now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a backup elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything except the master key, while requests go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup to restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a backup holds first. The data of now is kept beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export settings, channels and tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings, channels and tokens in one file, sealed by a passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import an export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what is new and what differs; nothing is overwritten unasked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} were given back to the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backed up {when}: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The daily backup was not made: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last backup {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well: {entries} entries of {requests} requests add up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts whose balance differs from their entries: {n}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DaysRow</name>
    <message>
        <source>Write days like 2026-11-22.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first day comes after the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiscardBar</name>
    <message>
        <source>Your changes are not saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag to change the priority</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting: {n} requests, {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported 1 request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported {n} requests.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what the filters leave to a file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Save the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings, prices, channels with their keys and tokens go into one file, sealed by a passphrase. Whoever has both can use your keys, so keep them apart. The log and the ledger stay here; balances move as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where to save the export</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirewallCard</name>
    <message>
        <source>If other devices get no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Firewall command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the firewall command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The firewall ufw is on. This lets your network in on port {port}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>firewalld is on. This lets your network in on port {port}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow Homeport when Windows asks, or let private networks in on port {port} with this, as administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the firewall of macOS is on, this lets Homeport answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A firewall on this computer or a guest network may be in the way. TCP port {port} has to be let in.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharing is on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Found on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asks for a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} key in your environment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameActions</name>
    <message>
        <source>Theme: like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: high contrast, dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme: high contrast, light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test all channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Homeport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause requests: {how_long}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameDrop</name>
    <message>
        <source>Drop to add channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys, a .env or JSON file, a curl command. You see what it is first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key, address or curl command was found in what you dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is too long to look through. At most {size} KB are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not a text file. Drop keys, a .env, JSON or curl text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is a folder. Drop the file that holds the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are too many files. At most {n} are taken at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FrameModel</name>
    <message>
        <source>No channels yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FramePalette</name>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a page, a channel, a setting, something to do…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GatewayProblems</name>
    <message>
        <source>Homeport cannot write its database, so requests are refused. Check the free space on the disk; it goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The master key is missing, so the saved keys cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain is locked, so requests cannot be served yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain refused access, so keys cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All requests are refused: paused {until}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {port} from now on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of this window. Your apps are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System follows your desktop, high contrast included.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enlarges everything in this window with the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupsPopover</name>
    <message>
        <source>Groups that may use them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>A number, like 1.5; 0 is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group multipliers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What people and tokens of a group pay is a model&apos;s price times this number. What your providers take from you stays the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GuestsCard</name>
    <message>
        <source>Connected now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other device is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} connections</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeaderActions</name>
    <message>
        <source>Name, model or tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel {done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthRow</name>
    <message>
        <source>{n} hours with failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} fine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no requests</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeroCard</name>
    <message>
        <source>From cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} succeeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>median, p95 {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no streams</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{cost} a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without 1 request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without {n} requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} of the input</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>{provider}. Press Enter to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key. Press Enter to choose whose it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 thing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} were imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase it was sealed with opens it. Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the export of {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made {when}. What is new is chosen; what differs here stays as it is unless you choose it. Tokens keep their keys, so your apps go on working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Intro</name>
    <message>
        <source>Connect your first model provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a key and Homeport works out the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your apps then need one address:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key yet? Try it with Echo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your system keychain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your own master key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The master key is missing: saved keys cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain refused access, so no key can be kept yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain is locked, so no key can be kept yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with a key file only you can read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key ending in {tail}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Becomes {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste keys, one per line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LimitsTab</name>
    <message>
        <source>Requests a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Silence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is beyond them goes to the next channel that can answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long to wait for a connection, for the first token, and during a silence within an answer. Until the first token the next channel is tried.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LimitsView</name>
    <message>
        <source>As its person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all, also those to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance in dollars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens/min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests it may send in any minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of text, in and out, in any minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests that may run at the same time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It sees the channels of this group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses or networks, like 192.168.1.0/24. Empty allows any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {n} days</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet. Requests will appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests in flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>1 channel failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} channels failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel this request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} tok/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LoadBanner</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogCurl</name>
    <message>
        <source>Put your text here; the request&apos;s own was not recorded.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogDetail</name>
    <message>
        <source>The cost is known when the answer is whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connect {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>streaming {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>streaming {time}, {rate} tok/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>streaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The balance does not cover this request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The budget of this period is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s own rate limit was reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token may not use this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no price, the token is limited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channel has this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channel could answer just then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every channel that was tried failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider refused the request itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider ended the answer early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault was locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The client left before the answer was whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport ended while this request ran.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogDetailPanel</name>
    <message>
        <source>Cancel request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request itself is not recorded: add your key and text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogFilter</name>
    <message>
        <source>Longer than {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dearer than {cost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without channel tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total time, such as &gt;5s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost in dollars, such as &gt;0.01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated usage</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogFilters</name>
    <message>
        <source>Looking through older requests: {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by model, channel, token, status, &gt;5s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPrice</name>
    <message>
        <source>{n} in × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cached × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to cache × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} to 1 h cache × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} audio in × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} out × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} reasoning × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} audio out × {price} / M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} images × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} images read × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} characters × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s heard × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} s spoken × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} searches × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} pages × {price}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group multiplier × {factor}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounded up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unpriced: no price is known for this model, so nothing is charged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated: Homeport ended while this request ran.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Estimated: the provider did not tell the token counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free: this model runs on your own computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charged to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beyond the balance, paid by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost of your channels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>1 request today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log could not be read. What shows may be out of date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport&apos;s own log has the cause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No request matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other requests are there; the filters leave none of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are older requests in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request id copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied. Put in your key and text: neither is recorded in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show new requests as they come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What your apps ask for appears here, with its cost, as it happens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widen the page list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow the page list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetaCard</name>
    <message>
        <source>Fewer settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MetaRow</name>
    <message>
        <source>Applies when Homeport listens anew. Until then: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport uses {port} for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen there now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelChecklist</name>
    <message>
        <source>Search models, or name one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose none of those listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelSheet</name>
    <message>
        <source>Copy the model&apos;s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output up to {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ends {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows its price. Requests cost $0, and tokens with a balance cannot use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You set this price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You set this price as a ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It runs on your own machines and is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This price is from the catalogue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue knows no price per token for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other channels take something else; yours would count for all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is sent as {name}: the price is that model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The catalogue takes more for prompts above {n} tokens; a price of yours is the same for all.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per image read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per second heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per second made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{price} per page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} (off)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It costs something else on other channels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>varies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not per token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free, local</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>{served} on your channels, {every} known · dollars per million tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is called so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your channels offer no models yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every model that your channels offer has a price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have set no price yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} has no price, so tokens with a balance cannot use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} models have no price, so tokens with a balance cannot use them: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Multipliers saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the price of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has the catalogue&apos;s price again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group multipliers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a model, channel or vendor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On my channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which models</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsSheet</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of them clients may ask for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Save and fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers carry the name that was asked for, whatever was sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the provider which models it has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clients ask for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add alias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this alias</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MoreTab</name>
    <message>
        <source>Headers of every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model for tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Narrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkRow</name>
    <message>
        <source>Share with {network}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port reserved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VPN, not shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected now. Sharing goes on once this computer is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}. It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keeps port {port}. Choose another under Server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has another address by now. It is looked up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Internet can reach this address unless your router blocks it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworksCard</name>
    <message>
        <source>{n} hidden: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only ticked addresses listen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is in no network at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is said for so long. What is wrong still shows in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A channel begins to fail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most once an hour for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A provider rejects a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or its account has no money left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token&apos;s balance runs out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At 80 % and when it is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The port had to be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When another program had it at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new version is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If an address to ask is set under About.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeModel</name>
    <message>
        <source>Port {wanted} is taken, so apps with that address do not reach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport listens on port {port}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests go to other channels that have the model, as long as there are any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no money left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ending in {hint} is refused until its account is paid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} rejected a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key ending in {hint} is not used until you replace or test it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has used up its balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests with this token are refused until it is filled up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has used 80 % of its balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{money} is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is installed by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>See channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels are off, so no request can be answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All channels are resting until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channel can answer at the moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message>
        <source>The two are not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least {n} characters. A few random words are easy to keep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PauseModel</name>
    <message>
        <source>until you resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PickTile</name>
    <message>
        <source>Select {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PriceFields</name>
    <message>
        <source>Dollars per million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the price is given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written to the cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written for an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audio out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each image read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each character spoken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each second heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each second made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion ratio</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PriceForm</name>
    <message>
        <source>An amount in dollars, like 3 or 0.27.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number, like 1.5. 1 is $2 per million tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every price needs this one. 0 is free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is too large or too small.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Where keys are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain may show a prompt behind this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens your keys if the keychain is emptied or the data moves to another PC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not set: if the keychain is emptied, your keys cannot be opened again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without it, only the keychain opens your keys. Remove it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set a recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests are logged, without what was asked and answered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget {n} requests? This cannot be undone. Costs, usage and balances stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests were forgotten.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProviderTiles</name>
    <message>
        <source>{n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or is it from another provider?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or choose a provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search providers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No provider of that name. Most speak OpenAI&apos;s way: take OpenAI-compatible.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProxyRow</name>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QrSheet</name>
    <message>
        <source>Open on another device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan with a phone in the same network, or type the address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code holds the address alone, never a key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>Quit Homeport?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request is still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests are still running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport waits up to 10 seconds for them to finish, then quits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit when finished</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Your keys are open again, and the key is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keychain} does not give the key out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key that opens them is not in {keychain} any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your channels, tokens and balances are all here, sealed. Until they are opened, requests wait and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open your keys with the recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the keychain again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>The recovery passphrase is set. Keep it somewhere safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If your keychain is emptied, or you move the data folder to another computer, this passphrase opens your keys again. Homeport keeps them sealed with it inside the database and its backups, never the passphrase itself: nobody can look it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestLogModel</name>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching… {share}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestMenu</name>
    <message>
        <source>Copy request id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only model {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only channel {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only token {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only client {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only status {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreSheet</name>
    <message>
        <source>Reading the file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring. Requests wait for a moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored. The data before is kept as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keys are sealed with another computer&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After restoring you will be asked for its recovery passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keys cannot be opened on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels and tokens would need their keys entered again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some balances in it do not match their ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests in the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left on limited tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sealed elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown while locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an older Homeport, will be updated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport finishes what runs, puts this in the place of its data and starts again. What you have now is kept as a backup, so you can come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>{provider} key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider}: {n} keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This looks like a key of {other}. Nothing has been sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {other}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is for {provider}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>if it needs one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoutingTab</name>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request goes on to the next priority when none here can answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its share among channels of the same priority: 2 takes twice as many as 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens of these groups may use it; a token without a group is in “default”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The only channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First, alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Together with {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After {names}, alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last, alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} resting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In flight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No setting says this.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SharingNews</name>
    <message>
        <source>{address} sent too many wrong keys and is blocked until {time}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SharingSection</name>
    <message>
        <source>Stop sharing by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some time after it was switched on. Guests are cut off then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After {n} hours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>The system did not allow it: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your apps are answered from the moment you log in; the window stays hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start hidden</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the tray icon shows. Starting Homeport again brings the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens when you close the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the first time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StateButton</name>
    <message>
        <source>Why, and since when</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SwitchCard</name>
    <message>
        <source>Share on local network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People on your network can use your channels if they have a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off: only programs on this computer can connect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by the environment (HOMEPORT_SHARING).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic inside your network is not encrypted. A key is always required.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sharing ends {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sentence} {ends}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport was started with --host {host}; that decides who connects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address {host} under Server decides who connects. Empty it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 device is connected and will be cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} devices are connected and will be cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 running request ends with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} running requests end with that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{devices} {requests}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagMark</name>
    <message>
        <source>Show all with the tag {tag}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TierHeading</name>
    <message>
        <source>Priority {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how they share requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tried first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when none before can answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared {weights}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared half and half</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shared evenly</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeRangeDialog</name>
    <message>
        <source>Type a day, such as 2026-05-03, or a day and a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end has to be after the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A day without a time is the whole day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ToastHost</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} times yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} above yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share} below yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <source>Give it a name: who or what will use it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An amount in dollars, like 5 or 2.50.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A day to come, like {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{address} is no address. Write 192.168.1.20 or 192.168.1.0/24.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This group cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These models cannot be allowed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenSheet</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor on my laptop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenTable</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expires</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{left} left, {used} used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New address: first used from there {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{use}, new address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>No token matches “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each app gets a key of its own, so that you see what it uses and can stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No tokens yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token is a key for one of your apps, with limits if you want them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, key or model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show its requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied the key of {name}. It leaves the clipboard by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted {name}. Its key stopped working.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Homeport {version} is available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Homeport</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy key of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit Homeport</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrayModel</name>
    <message>
        <source>1 channel is failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} channels are failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport: {state}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today: {requests}, {cost}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroublePopover</name>
    <message>
        <source>Show the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You let it rest. Requests go to other channels until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider gave no reason.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpdateRow</name>
    <message>
        <source>Updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check for updates now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never asked for: no address is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked once a week. Nothing is installed by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked once a week, last {time}. Nothing is installed by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address could not be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address answered, but not with a release.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address has to begin with https://.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageControls</name>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>7 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageExport</name>
    <message>
        <source>{name} could not be saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageFigures</name>
    <message>
        <source>Cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost per week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost per month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cost per year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens per year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests per week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests per month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests per year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors per hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors per day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors per week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors per month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors per year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token by hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token by day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token by week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token by month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token by year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Nothing was used yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect an app, and what it uses and costs shows here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was used in this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at a longer time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show 30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the cost: {requests} from before their model had a price ({names}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {names}, which has no price.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {n} models without a price ({names}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chart as picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save usage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usage</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageTable</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Provider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests without a price, not in it: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over {cost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsageView</name>
    <message>
        <source>No channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (deleted)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UsedBy</name>
    <message>
        <source>Where it is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No channel offers it. This is what the catalogue knows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sends {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightsPopover</name>
    <message>
        <source>Shares of priority {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2 takes twice as many requests as 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Paste from clipboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste an API key, a base URL or a curl command…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Unsaved</name>
    <message>
        <source>Unsaved changes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy with the whole key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>Made by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is another program&apos;s database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer Homeport made this backup. Update Homeport first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is older than this Homeport and cannot be brought up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is damaged. Choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>People</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model ratios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completion ratios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group multipliers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Different</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by the environment or the command line here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Homeport does not know its provider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Homeport does not know it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differs in: {fields}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>balance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expiry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other options</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>{n} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>thousand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>port</name>
    <message>
        <source>The system reserves port {wanted}. Homeport uses {port} for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport listens on {port} for now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {wanted} is taken. Homeport listens on {port} for now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>The provider rejected this key. Check that it was copied whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider cannot be reached. Check the address and your connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This provider does not list its models.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The address answered, but not like a model provider. Check the base URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider did not answer in time. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account has no money left, or its plan has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider asks to slow down. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider is overloaded at the moment. Try again soon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no usable base URL. It looks like https://api.example.com/v1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider does not have this model, or not for this key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is too long for this model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider&apos;s content filter refused this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The provider refused the request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at this address. Start the server, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the passphrase. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passphrase has at least 8 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No recovery passphrase was set. Put the key back, or enter your keys again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sealed key is damaged. Restore a backup and use its passphrase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not an export of Homeport.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer Homeport made this export. Update Homeport first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This export was changed or cut on its way. Export it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read. Check that it is there and its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The person it belongs to is not here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The environment or the command line sets this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport cannot write its database. Check the free space on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full, so no file was written. Free some space, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup was not made: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export was not written: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore failed, and everything is as it was: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be restored: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport. Its log has the details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaks Anthropic, so its address has no /v1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaks OpenAI, so its address ends in /v1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds /v1 to the address by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Settings, Model Provider, press Add and take the type OpenAI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in these two fields and switch the provider on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Manage: it lists the models of all your channels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Docker Desktop the URL is {url}. On Linux, run the container with --network=host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Admin Panel, Settings, Connections and add an OpenAI connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in these two fields and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a chat and pick a model: all your channels are there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI&apos;s own package, so its address ends in /v1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anthropic&apos;s own package, so its address has no /v1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs the package: pip install {package}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One request from the terminal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any app that lets you set an address and a key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for Base URL, API host or Endpoint in its settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenAI-style apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anthropic-style apps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some apps add /v1 by themselves: if one address is not found, try the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model, or type its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apps that ask from their own servers, as Cursor does, cannot reach an address on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model it asks for, or keep its own choice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set these in the terminal you start it from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy puts in the whole key, which leaves the clipboard by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>request</name>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no money left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rate limit reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>provider overloaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model unknown there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>conversation too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>content filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>request refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>server</name>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>setting</name>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where Homeport listens. Empty means this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your apps connect to it. 0 picks a free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often a waiting app is told that its answer is still coming.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures and documents count in full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many keys and channels one request may try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long one request may take in all. 0 sets no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How requests leave this computer for the providers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>http://host:port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a channel is asked when you test it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to ask for updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An https address of your choice. Empty never asks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never asks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share on local network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other devices can connect, each with a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop sharing by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many hours after it was switched on. 0 means never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where others use a name of your own for it. Unknown names are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>llm.example.com</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reverse proxies that may say for whom they ask. Others are not believed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>10.0.0.2, 172.18.0.0/16</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older requests are forgotten, their costs are not. 0 keeps everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear copied keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a key you copied stays on the clipboard, unless it was replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up every day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy in the data folder, made while Homeport runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily backups to keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older ones are deleted. Copies you made yourself stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show token keys in API lists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools made for one-api expect their own keys whole in the token list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set on the command line (--{name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by the environment ({name}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keeps port {port} for itself, so Homeport stays at {now}. Choose another, 1024 or higher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}, so Homeport stays at {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no such address, so Homeport stays at {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An HTTP proxy&apos;s address, such as http://host:8080.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses or networks such as 10.0.0.0/8, between commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host names or addresses, between commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of: {choices}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number from {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number, at least {low}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This value does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sharing</name>
    <message>
        <source>{network} ({interface})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{network}, IPv6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAN off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared on {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared on {n} networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open on all networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open on {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAN on, no network chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAN on, port not free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for {network}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In lists and editors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search or filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close what is open, clear a filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raise the channel&apos;s priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the channel&apos;s priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow or widen the page list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>vault</name>
    <message>
        <source>the Secret Service keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with a key in {keychain}; only your account can open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with a key in a file that only your account can read. This system offers no keychain, or it was switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key they were sealed with is not there. Put it back, or enter your channels&apos; keys again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access to the key was refused, so requests wait. Allow it, try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{keychain} is locked, so requests wait.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>Not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking {provider} for its models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model from the catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} from the catalogue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{chosen} of {n} chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This address asks for a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{provider} has no models yet. Load one there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending a short request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{reply}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working, first token {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{model} · {cost}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the key page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the base URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no key or address in this. Paste the key alone, or choose a provider.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A placeholder stands where the key belongs. Put the key in its place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an admin key: it cannot use models. Make an ordinary API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the token of a subscription, which only its own apps may use. Make an API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Homeport does not speak to {name} yet. Choose another provider.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
