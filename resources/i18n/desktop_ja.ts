<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Homeport {version}</source>
        <translation>Homeport {version}</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>MITライセンスのフリーソフトウェアです。</translation>
    </message>
    <message>
        <source>Homeport&apos;s own log</source>
        <translation>Homeport自身のログ</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>ログフォルダーを開く</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>診断情報</translation>
    </message>
    <message>
        <source>Versions, states and the last lines of the log, without keys. Nothing is sent: you copy it for whoever helps you.</source>
        <translation>バージョン、各部の状態、ログの末尾をまとめたものです。キーは含みません。自動では送信されないため、コピーしてサポートしてくれる人に渡してください。</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>診断情報をコピー</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>読む</translation>
    </message>
    <message>
        <source>Read {name}</source>
        <translation>{name}を読む</translation>
    </message>
    <message>
        <source>All that Homeport carries and runs on</source>
        <translation>Homeportに含まれる、または利用しているすべてのもの</translation>
    </message>
    <message>
        <source>GNU General Public License</source>
        <translation>GNU General Public License</translation>
    </message>
    <message>
        <source>Qt: GNU Lesser General Public License</source>
        <translation>Qt：GNU Lesser General Public License</translation>
    </message>
    <message>
        <source>Inter: SIL Open Font License</source>
        <translation>Inter：SIL Open Font License</translation>
    </message>
    <message>
        <source>JetBrains Mono: SIL Open Font License</source>
        <translation>JetBrains Mono：SIL Open Font License</translation>
    </message>
    <message>
        <source>Model prices and limits: MIT</source>
        <translation>モデルの価格と上限：MIT</translation>
    </message>
    <message>
        <source>Icons: ISC</source>
        <translation>アイコン：ISC</translation>
    </message>
    <message>
        <source>Token encodings: MIT</source>
        <translation>トークンエンコーディング：MIT</translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <source>Access token for scripts</source>
        <translation>スクリプト用アクセストークン</translation>
    </message>
    <message>
        <source>For the management API under /api, in the Authorization header.</source>
        <translation>/api以下の管理APIで、Authorizationヘッダーに指定します。</translation>
    </message>
    <message>
        <source>For the management API under /api. A new one ends the one before.</source>
        <translation>/api以下の管理API用です。新しく作成すると、以前のものは使えなくなります。</translation>
    </message>
    <message>
        <source>Password of root</source>
        <translation>rootのパスワード</translation>
    </message>
    <message>
        <source>Made with this first start. It can be copied until Homeport quits.</source>
        <translation>今回の初回起動時に作成されました。Homeportを終了するまでコピーできます。</translation>
    </message>
    <message>
        <source>Only its hash is kept, so it cannot be shown again; make a new one.</source>
        <translation>ハッシュのみを保存しているため再表示できません。必要なら新しく作成してください。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>新しく作成</translation>
    </message>
    <message>
        <source>Copy the access token</source>
        <translation>アクセストークンをコピー</translation>
    </message>
    <message>
        <source>Make a new access token</source>
        <translation>新しいアクセストークンを作成</translation>
    </message>
    <message>
        <source>Copy the password of root</source>
        <translation>rootのパスワードをコピー</translation>
    </message>
    <message>
        <source>Make a new password for root</source>
        <translation>rootの新しいパスワードを作成</translation>
    </message>
    <message>
        <source>Copied. The clipboard forgets it by itself.</source>
        <translation>コピーしました。クリップボードからは自動的に消去されます。</translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <source>Waiting for the next request…</source>
        <translation>次のリクエストを待っています…</translation>
    </message>
    <message>
        <source>Waiting for the first request…</source>
        <translation>最初のリクエストを待っています…</translation>
    </message>
    <message>
        <source>an app</source>
        <translation>アプリ</translation>
    </message>
    <message>
        <source>A request came from {client}, but it failed</source>
        <translation>{client}からリクエストが届きましたが、失敗しました</translation>
    </message>
    <message>
        <source>Request received from {client}</source>
        <translation>{client}からリクエストを受信しました</translation>
    </message>
    <message>
        <source>First request received from {client}</source>
        <translation>{client}から最初のリクエストを受信しました</translation>
    </message>
    <message>
        <source>{model} through {channel}, first token {first}, {total} in all</source>
        <translation>{model}、{channel}経由、最初のトークンまで{first}、合計{total}</translation>
    </message>
    <message>
        <source>{model}: no channel took it</source>
        <translation>{model}：処理できるチャンネルがありませんでした</translation>
    </message>
    <message>
        <source>{model} through {channel}, {total} in all</source>
        <translation>{model}、{channel}経由、合計{total}</translation>
    </message>
    <message>
        <source>See it in Logs</source>
        <translation>ログで見る</translation>
    </message>
    <message>
        <source>Nothing arrived?</source>
        <translation>届きませんか？</translation>
    </message>
    <message>
        <source>The address: OpenAI-style apps need /v1 at its end, Anthropic-style ones do not.</source>
        <translation>アドレス：OpenAI形式のアプリでは末尾に/v1が必要ですが、Anthropic形式では不要です。</translation>
    </message>
    <message>
        <source>The terminal: variables count for the window they were set in. Open a new one.</source>
        <translation>ターミナル：環境変数は設定したウィンドウでのみ有効です。新しいウィンドウを開いてください。</translation>
    </message>
    <message>
        <source>Docker and WSL: localhost is the container there. In Docker Desktop use host.docker.internal, in WSL 2 mirrored networking.</source>
        <translation>DockerとWSL：localhostはコンテナー自身を指します。Docker Desktopではhost.docker.internalを、WSL 2ではミラーモードのネットワークを使ってください。</translation>
    </message>
    <message>
        <source>The key: copy it again. It begins with sk- and has 51 characters.</source>
        <translation>キー：もう一度コピーしてください。sk-で始まる51文字です。</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>Whose key is this?</source>
        <translation>どのプロバイダーのキーですか？</translation>
    </message>
    <message>
        <source>Keys of this form are given out by several providers. Homeport asks, because trying the key would show it to the wrong ones.</source>
        <translation>この形式のキーは複数のプロバイダーが発行しています。試しに使うと無関係なプロバイダーにキーを見せてしまうため、確認しています。</translation>
    </message>
    <message>
        <source>Homeport does not know keys of this form. Choose its provider below.</source>
        <translation>Homeportの知らない形式のキーです。下からプロバイダーを選んでください。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
</context>
<context>
    <name>AttemptTimeline</name>
    <message>
        <source>%1 s</source>
        <translation>%1秒</translation>
    </message>
</context>
<context>
    <name>BackupsCard</name>
    <message>
        <source>Backups</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Fewer</source>
        <translation>一部のみ表示</translation>
    </message>
    <message>
        <source>All {n}</source>
        <translation>すべて表示（{n}件）</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>復元…</translation>
    </message>
    <message>
        <source>Restore the backup of {when}</source>
        <translation>{when}のバックアップを復元</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>BansCard</name>
    <message>
        <source>Blocked</source>
        <translation>ブロック中</translation>
    </message>
    <message>
        <source>after too many wrong keys</source>
        <translation>誤ったキーの試行が多すぎたため</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>ブロックを解除</translation>
    </message>
    <message>
        <source>Unblock {address}</source>
        <translation>{address}のブロックを解除</translation>
    </message>
    <message>
        <source>{n} wrong keys. Blocked until {time}.</source>
        <translation>誤ったキー{n}回。{time}までブロックします。</translation>
    </message>
</context>
<context>
    <name>BudgetForm</name>
    <message>
        <source>Each budget needs an amount, like 5 or 2.50.</source>
        <translation>各予算に、5や2.50のような数値を入力してください。</translation>
    </message>
    <message>
        <source>Two budgets are for the same thing and time.</source>
        <translation>単位と期間が同じ予算が2つあります。</translation>
    </message>
    <message>
        <source>These are too many budgets.</source>
        <translation>予算が多すぎます。</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>1時間あたり</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>1日あたり</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>1週間あたり</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>1か月あたり</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>dollars</source>
        <translation>ドル</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>トークン</translation>
    </message>
</context>
<context>
    <name>BudgetList</name>
    <message>
        <source>Add a budget</source>
        <translation>予算を追加</translation>
    </message>
</context>
<context>
    <name>BudgetWords</name>
    <message>
        <source>{n} tokens</source>
        <translation>{n}トークン</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1トークン</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{amount} an hour</source>
        <translation>1時間あたり{amount}</translation>
    </message>
    <message>
        <source>{amount} a day</source>
        <translation>1日あたり{amount}</translation>
    </message>
    <message>
        <source>{amount} a week</source>
        <translation>1週間あたり{amount}</translation>
    </message>
    <message>
        <source>{amount} a month</source>
        <translation>1か月あたり{amount}</translation>
    </message>
    <message>
        <source>{amount} in all</source>
        <translation>合計{amount}</translation>
    </message>
    <message>
        <source>{left} of {allowed} left</source>
        <translation>{allowed}のうち残り{left}</translation>
    </message>
    <message>
        <source>{left} of {allowed} left until {moment}</source>
        <translation>{allowed}のうち残り{left}（{moment}まで）</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>Enable</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>More for those selected</source>
        <translation>選択したチャンネルのその他の操作</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>選択を解除</translation>
    </message>
    <message>
        <source>Selected channels</source>
        <translation>選択したチャンネル</translation>
    </message>
    <message>
        <source>{n} of {total} selected</source>
        <translation>{total}件中{n}件を選択</translation>
    </message>
</context>
<context>
    <name>ChannelActions</name>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Cancel the test</source>
        <translation>テストをキャンセル</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>モデルを取得</translation>
    </message>
    <message>
        <source>Refresh balance</source>
        <translation>残高を更新</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>今すぐ再開</translation>
    </message>
    <message>
        <source>Rest now</source>
        <translation>今すぐ休止</translation>
    </message>
    <message>
        <source>Show the failed request</source>
        <translation>失敗したリクエストを表示</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Copy base URL</source>
        <translation>ベースURLをコピー</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Empty for none</source>
        <translation>空欄でタグなし</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Copied {text}</source>
        <translation>{text}をコピーしました</translation>
    </message>
    <message>
        <source>Deleted {name}</source>
        <translation>「{name}」を削除しました</translation>
    </message>
    <message>
        <source>Deleted {n} channels</source>
        <translation>{n}件のチャンネルを削除しました</translation>
    </message>
    <message>
        <source>{name} rests until {time}</source>
        <translation>「{name}」を{time}まで休止します</translation>
    </message>
    <message>
        <source>{name}: {balance}</source>
        <translation>{name}：{balance}</translation>
    </message>
    <message>
        <source>{name} works, first token after {time}</source>
        <translation>「{name}」は正常です。最初のトークンまで{time}</translation>
    </message>
    <message>
        <source>{name}: {result}</source>
        <translation>{name}：{result}</translation>
    </message>
    <message>
        <source>{name}: {problem}</source>
        <translation>{name}：{problem}</translation>
    </message>
    <message>
        <source>{name}: {question}</source>
        <translation>{name}：{question}</translation>
    </message>
    <message>
        <source>Run the test</source>
        <translation>テストを実行</translation>
    </message>
    <message>
        <source>The channel works</source>
        <translation>チャンネルは正常です</translation>
    </message>
    <message>
        <source>All {n} channels work</source>
        <translation>{n}件のチャンネルはすべて正常です</translation>
    </message>
    <message>
        <source>1 works</source>
        <translation>1件は正常</translation>
    </message>
    <message>
        <source>{n} work</source>
        <translation>{n}件は正常</translation>
    </message>
    <message>
        <source>1 does not</source>
        <translation>1件は失敗</translation>
    </message>
    <message>
        <source>{n} do not</source>
        <translation>{n}件は失敗</translation>
    </message>
    <message>
        <source>{good}, {bad}</source>
        <translation>{good}、{bad}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Select them</source>
        <translation>選択する</translation>
    </message>
</context>
<context>
    <name>ChannelChecks</name>
    <message>
        <source>The name is too long.</source>
        <translation>名前が長すぎます。</translation>
    </message>
    <message>
        <source>This is no base URL. It looks like https://api.example.com/v1.</source>
        <translation>ベースURLとして正しくありません。https://api.example.com/v1のような形式です。</translation>
    </message>
    <message>
        <source>At least one key is needed.</source>
        <translation>キーが少なくとも1つ必要です。</translation>
    </message>
    <message>
        <source>This holds characters that no key has. Copy the key again.</source>
        <translation>キーに使われない文字が含まれています。もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>Choose at least one model.</source>
        <translation>モデルを少なくとも1つ選んでください。</translation>
    </message>
    <message>
        <source>An alias needs both names.</source>
        <translation>別名には両方の名前が必要です。</translation>
    </message>
    <message>
        <source>A whole number, 0 or more.</source>
        <translation>0以上の整数を入力してください。</translation>
    </message>
    <message>
        <source>A header has a name without spaces, and Homeport sets some by itself.</source>
        <translation>ヘッダー名に空白は使えません。また、Homeportが自動で設定するヘッダーは指定できません。</translation>
    </message>
    <message>
        <source>This is no JSON that can be put in. Model, messages, stream and n stay as they are.</source>
        <translation>適用できるJSONではありません。model、messages、stream、nは変更できません。</translation>
    </message>
    <message>
        <source>A proxy&apos;s address, such as http://host:8080 or socks5://host:1080.</source>
        <translation>http://host:8080やsocks5://host:1080のようなプロキシのアドレスを入力してください。</translation>
    </message>
    <message>
        <source>This is no certificate in PEM, which begins with BEGIN CERTIFICATE.</source>
        <translation>BEGIN CERTIFICATEで始まるPEM形式の証明書ではありません。</translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation>整数を入力してください。空欄なら無制限です。</translation>
    </message>
    <message>
        <source>A number from 0 to 1,000, such as 0.8.</source>
        <translation>0.8のように、0～1,000の数値を入力してください。</translation>
    </message>
    <message>
        <source>Days and times such as mon-fri 22:00-07:00, sat sun.</source>
        <translation>mon-fri 22:00-07:00, sat sunのように、曜日と時刻を入力してください。</translation>
    </message>
    <message>
        <source>1 to 3,600 seconds.</source>
        <translation>1～3,600秒の範囲で入力してください。</translation>
    </message>
    <message>
        <source>A whole number from {least} to {most}.</source>
        <translation>{least}～{most}の整数を入力してください。</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>必須項目です。</translation>
    </message>
    <message>
        <source>This looks like {example}.</source>
        <translation>{example}のような形式で入力してください。</translation>
    </message>
    <message>
        <source>Both sides are needed.</source>
        <translation>両方の欄を入力してください。</translation>
    </message>
    <message>
        <source>The provider does not take this value.</source>
        <translation>プロバイダーはこの値を受け付けません。</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>長すぎます。</translation>
    </message>
</context>
<context>
    <name>ChannelRowView</name>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存の変更</translation>
    </message>
    <message>
        <source>{name} is on</source>
        <translation>{name}を有効にする</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name}のその他の操作</translation>
    </message>
    <message>
        <source>{name}, {host}, {status}</source>
        <translation>{name}、{host}、{status}</translation>
    </message>
    <message>
        <source>{n} keys</source>
        <translation>キー{n}個</translation>
    </message>
    <message>
        <source>{n} refused</source>
        <translation>{n}個が拒否</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
    <message>
        <source>{n}</source>
        <comment>requests, short</comment>
        <translation>{n}件</translation>
    </message>
    <message>
        <source>Today: {n} requests, {cost}</source>
        <translation>今日：リクエスト{n}件、{cost}</translation>
    </message>
</context>
<context>
    <name>ChannelSheet</name>
    <message>
        <source>Choose what to test</source>
        <translation>テストする項目を選択</translation>
    </message>
    <message>
        <source>Applies to new requests</source>
        <translation>新しいリクエストから適用されます</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation>保存してテスト</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Routing</source>
        <translation>ルーティング</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>制限</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Testing with a real request</source>
        <translation>実際のリクエストでテストしています</translation>
    </message>
    <message>
        <source>Run the test</source>
        <translation>テストを実行</translation>
    </message>
    <message>
        <source>What the model has drawn</source>
        <translation>モデルが生成した画像</translation>
    </message>
</context>
<context>
    <name>ChannelStatus</name>
    <message>
        <source>Working</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Half-open</source>
        <translation>再試行待ち</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>未テスト</translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation>キー拒否</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>残高不足</translation>
    </message>
    <message>
        <source>Keys off</source>
        <translation>キーはすべて無効</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Needs unlock</source>
        <translation>ロック解除が必要</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>テスト中</translation>
    </message>
    <message>
        <source>Working {time}</source>
        <translation>正常 {time}</translation>
    </message>
    <message>
        <source>Slow {time}</source>
        <translation>低速 {time}</translation>
    </message>
    <message>
        <source>Failing ({n})</source>
        <translation>失敗（{n}回）</translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation>{time}まで休止</translation>
    </message>
    <message>
        <source>Closed until {time}</source>
        <translation>{time}まで時間外</translation>
    </message>
</context>
<context>
    <name>ChannelWords</name>
    <message>
        <source>Organization</source>
        <translation>組織</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>インターフェース</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>リージョン</translation>
    </message>
    <message>
        <source>Group ID</source>
        <translation>グループID</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Context length in tokens</source>
        <translation>コンテキスト長（トークン）</translation>
    </message>
    <message>
        <source>How the key is sent</source>
        <translation>キーの送信方法</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>APIバージョン</translation>
    </message>
    <message>
        <source>Deployments</source>
        <translation>デプロイ</translation>
    </message>
    <message>
        <source>Deployment names have no dots</source>
        <translation>デプロイ名からドットを除く</translation>
    </message>
    <message>
        <source>Guardrail</source>
        <translation>ガードレール</translation>
    </message>
    <message>
        <source>Account ID</source>
        <translation>アカウントID</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>ゲートウェイ</translation>
    </message>
    <message>
        <source>Provider behind it</source>
        <translation>接続先のプロバイダー</translation>
    </message>
    <message>
        <source>Azure&apos;s resource</source>
        <translation>Azure のリソース</translation>
    </message>
    <message>
        <source>Azure&apos;s API version</source>
        <translation>Azure の API バージョン</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>構成</translation>
    </message>
    <message>
        <source>App&apos;s address</source>
        <translation>アプリのアドレス</translation>
    </message>
    <message>
        <source>App&apos;s name</source>
        <translation>アプリの名前</translation>
    </message>
    <message>
        <source>compat takes models of all of them, as provider/model.</source>
        <translation>compatでは、すべてのプロバイダーのモデルをprovider/modelの形式で使えます。</translation>
    </message>
    <message>
        <source>For azure-openai: its name, without .openai.azure.com.</source>
        <translation>azure-openai の場合：リソース名（.openai.azure.com は含めません）。</translation>
    </message>
    <message>
        <source>For azure-openai: a date such as 2024-10-21.</source>
        <translation>azure-openai の場合：2024-10-21 のような日付。</translation>
    </message>
    <message>
        <source>What OpenRouter shows in its lists of apps; empty for nothing.</source>
        <translation>OpenRouterのアプリ一覧に表示されます。空欄なら表示されません。</translation>
    </message>
    <message>
        <source>A region in the key comes first.</source>
        <translation>キーに含まれるリージョンが優先されます。</translation>
    </message>
    <message>
        <source>v1 for today&apos;s addresses, or a date such as 2024-10-21.</source>
        <translation>現行のアドレスならv1、それ以外は2024-10-21のような日付です。</translation>
    </message>
    <message>
        <source>Other models are asked at a deployment of their own name.</source>
        <translation>その他のモデルは、モデルと同名のデプロイに送信します。</translation>
    </message>
    <message>
        <source>gpt-3.5-turbo is asked as gpt-35-turbo.</source>
        <translation>gpt-3.5-turboはgpt-35-turboとして送信します。</translation>
    </message>
    <message>
        <source>Its id, a colon and its version. It watches every request.</source>
        <translation>IDとバージョンをコロンでつなぎます。すべてのリクエストに適用されます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>デプロイ</translation>
    </message>
    <message>
        <source>Add deployment</source>
        <translation>デプロイを追加</translation>
    </message>
    <message>
        <source>Remove this deployment</source>
        <translation>このデプロイを削除</translation>
    </message>
    <message>
        <source>As x-api-key</source>
        <translation>x-api-keyとして</translation>
    </message>
    <message>
        <source>As a bearer token</source>
        <translation>Bearerトークンとして</translation>
    </message>
    <message>
        <source>Compatible with OpenAI</source>
        <translation>OpenAI互換</translation>
    </message>
    <message>
        <source>DashScope&apos;s own</source>
        <translation>DashScope独自</translation>
    </message>
    <message>
        <source>As a signed token</source>
        <translation>署名付きトークンとして</translation>
    </message>
    <message>
        <source>sealed by the system keychain</source>
        <translation>システムのキーチェーンで暗号化</translation>
    </message>
    <message>
        <source>sealed with a key file</source>
        <translation>キーファイルで暗号化</translation>
    </message>
    <message>
        <source>sealed with your key file</source>
        <translation>自分のキーファイルで暗号化</translation>
    </message>
    <message>
        <source>the keychain is locked</source>
        <translation>キーチェーンがロックされています</translation>
    </message>
    <message>
        <source>Its vendor has switched it off. Only somebody&apos;s stand-in at another address can answer.</source>
        <translation>提供元がサービスを終了しています。応答できるのは、別のアドレスにある第三者の代替サービスだけです。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>残高不足</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Resting until {time}</source>
        <translation>{time}まで休止</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>使用可能</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>{amount} left</source>
        <translation>残り{amount}</translation>
    </message>
    <message>
        <source>Balance read {when}</source>
        <translation>残高の取得：{when}</translation>
    </message>
    <message>
        <source>The provider said: {message}</source>
        <translation>プロバイダーの応答：{message}</translation>
    </message>
    <message>
        <source>It works, first token after {time}</source>
        <translation>正常です。最初のトークンまで{time}</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>チャット</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>埋め込み</translation>
    </message>
    <message>
        <source>Ranking</source>
        <translation>リランキング</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>音声合成</translation>
    </message>
    <message>
        <source>Transcription</source>
        <translation>文字起こし</translation>
    </message>
    <message>
        <source>Model for tests of embeddings</source>
        <translation>埋め込みテスト用のモデル</translation>
    </message>
    <message>
        <source>Model for tests of rankings</source>
        <translation>リランキングテスト用のモデル</translation>
    </message>
    <message>
        <source>Model for tests of images</source>
        <translation>画像テスト用のモデル</translation>
    </message>
    <message>
        <source>Model for tests of speech</source>
        <translation>音声合成テスト用のモデル</translation>
    </message>
    <message>
        <source>Model for tests of transcriptions</source>
        <translation>文字起こしテスト用のモデル</translation>
    </message>
    <message>
        <source>Let {model} draw an image?</source>
        <translation>{model}で画像を生成しますか？</translation>
    </message>
    <message>
        <source>Let {model} speak a sentence?</source>
        <translation>{model}で1文を読み上げますか？</translation>
    </message>
    <message>
        <source>Let {model} listen to a second of sound?</source>
        <translation>{model}で1秒の音声を文字起こししますか？</translation>
    </message>
    <message>
        <source>It works, a vector after {time}</source>
        <translation>正常です。ベクトルまで{time}</translation>
    </message>
    <message>
        <source>It works, a ranking after {time}</source>
        <translation>正常です。リランキングの結果まで{time}</translation>
    </message>
    <message>
        <source>It works, an image after {time}</source>
        <translation>正常です。画像まで{time}</translation>
    </message>
    <message>
        <source>It works, first sound after {time}</source>
        <translation>正常です。最初の音声まで{time}</translation>
    </message>
    <message>
        <source>It works, a transcript after {time}</source>
        <translation>正常です。文字起こしの結果まで{time}</translation>
    </message>
    <message>
        <source>{name}: {model}</source>
        <translation>{name}：{model}</translation>
    </message>
    <message>
        <source>{name}: {model}, {cost}</source>
        <translation>{name}：{model}、{cost}</translation>
    </message>
    <message>
        <source>Nobody knows this model&apos;s price.</source>
        <translation>このモデルの価格は不明です。</translation>
    </message>
    <message>
        <source>This test is likely to cost {cost}.</source>
        <translation>このテストのコストは{cost}程度の見込みです。</translation>
    </message>
    <message>
        <source>price unknown</source>
        <translation>価格不明</translation>
    </message>
    <message>
        <source>{model} ranked: {ranked}</source>
        <translation>{model}による順位：{ranked}</translation>
    </message>
    <message>
        <source>{model} has {n} dimensions</source>
        <translation>{model}は{n}次元</translation>
    </message>
    <message>
        <source>{model} spoke for {length}</source>
        <translation>{model}が{length}の音声を生成</translation>
    </message>
    <message>
        <source>{model} heard {length} and no words</source>
        <translation>{model}が{length}の音声を認識、言葉なし</translation>
    </message>
    <message>
        <source>{model} heard {length}: “{reply}”</source>
        <translation>{model}が{length}の音声を認識：「{reply}」</translation>
    </message>
    <message>
        <source>{model} answered “{reply}”</source>
        <translation>{model}の回答：「{reply}」</translation>
    </message>
    <message>
        <source>about {cost}</source>
        <translation>約{cost}</translation>
    </message>
    <message>
        <source>Replace the key</source>
        <translation>キーを交換</translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation>プロバイダーのページを開く</translation>
    </message>
    <message>
        <source>Check the URL</source>
        <translation>URLを確認</translation>
    </message>
    <message>
        <source>Fetch models</source>
        <translation>モデルを取得</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>No channel matches “{text}”.</source>
        <translation>「{text}」に一致するチャンネルはありません。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Requests go to the first working channel that has the model; channels of one priority share them.</source>
        <translation>リクエストは、モデルを提供する最初の正常なチャンネルに送られます。優先度が同じチャンネルは分担します。</translation>
    </message>
    <message>
        <source>No channels yet</source>
        <translation>チャンネルはまだありません</translation>
    </message>
    <message>
        <source>A channel is a connection to a provider: its address and your keys for it.</source>
        <translation>チャンネルはプロバイダーへの接続です。アドレスとそのキーをまとめたものです。</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>Drag, or press Alt+↑ and Alt+↓, to change priorities; Alt+← and Alt+→ change the weight. Ctrl+click or Ctrl+Space selects, Ctrl+A selects all.</source>
        <translation>ドラッグするか、Alt+↑、Alt+↓で優先度を、Alt+←、Alt+→で重みを変更します。Ctrl+クリックまたはCtrl+Spaceで選択、Ctrl+Aですべて選択します。</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>{what}. All: {all}. Arrow keys read it, Enter opens the requests.</source>
        <translation>{what}。合計：{all}。矢印キーで読み上げ、Enterキーでリクエストを開きます。</translation>
    </message>
    <message>
        <source>Show as bars</source>
        <translation>棒グラフで表示</translation>
    </message>
    <message>
        <source>Show as lines</source>
        <translation>折れ線で表示</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>グラフで表示</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>表で表示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Delete removes it</source>
        <translation>Deleteキーで削除できます</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message numerus="yes">
        <source>+%n</source>
        <translation>
            <numerusform>+%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CloseButton</name>
    <message>
        <source>Homeport is still running in the tray</source>
        <translation>Homeportはトレイで動作を続けています</translation>
    </message>
    <message>
        <source>Your apps are answered as before. Click here to quit instead.</source>
        <translation>アプリへの応答はこれまでどおり続きます。終了するにはここをクリックしてください。</translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Close the window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Keep Homeport running?</source>
        <translation>Homeportの実行を続けますか？</translation>
    </message>
    <message>
        <source>Its icon in the tray brings the window back.</source>
        <translation>トレイのアイコンからウィンドウを開けます。</translation>
    </message>
    <message>
        <source>This desktop shows no tray icons: start Homeport again to see it.</source>
        <translation>このデスクトップにはトレイアイコンが表示されません。もう一度Homeportを起動するとウィンドウが開きます。</translation>
    </message>
    <message>
        <source>You can change this in Settings.</source>
        <translation>設定でいつでも変更できます。</translation>
    </message>
    <message>
        <source>Without the window your apps are still answered.</source>
        <translation>ウィンドウを閉じても、アプリへの応答は続きます。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>実行を続ける</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Usual columns</source>
        <translation>標準の列に戻す</translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>{a} or {b}</source>
        <translation>{a}または{b}</translation>
    </message>
    <message>
        <source>{a} and {n} others</source>
        <translation>{a}ほか{n}件</translation>
    </message>
    <message>
        <source>sent to {first}, then {then} if that fails</source>
        <translation>{first}に送信し、失敗した場合は{then}に送信します</translation>
    </message>
    <message>
        <source>sent to {first}</source>
        <translation>{first}に送信します</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>for OpenAI-style apps</source>
        <translation>OpenAI形式のアプリ用</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>キーをコピー</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Use it in</source>
        <translation>使用するアプリ</translation>
    </message>
    <message>
        <source>macOS, Linux</source>
        <translation>macOS、Linux</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
</context>
<context>
    <name>ConnectionTab</name>
    <message>
        <source>{n} chosen</source>
        <translation>{n}個選択</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>ベースURL</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>A channel keeps its provider. Add another channel for another provider.</source>
        <translation>チャンネルのプロバイダーは変更できません。別のプロバイダーを使うには、チャンネルを追加してください。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>CrashReport</name>
    <message>
        <source>Homeport: an error</source>
        <translation>Homeport：エラー</translation>
    </message>
    <message>
        <source>Homeport crashed the last time</source>
        <translation>Homeportは前回クラッシュしました</translation>
    </message>
    <message>
        <source>Requests that were interrupted are booked. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation>中断されたリクエストは記帳済みです。以下の情報は原因の修正に役立ちます。キーは取り除かれており、自動では送信されません。</translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport</source>
        <translation>Homeportの内部で問題が発生しました</translation>
    </message>
    <message>
        <source>You can go on; your apps are still answered. What is below helps to mend the cause; keys are taken out of it, and nothing is sent by itself.</source>
        <translation>このまま使い続けられ、アプリへの応答も続きます。以下の情報は原因の修正に役立ちます。キーは取り除かれており、自動では送信されません。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>レポートをコピー</translation>
    </message>
    <message>
        <source>Open logs folder</source>
        <translation>ログフォルダーを開く</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
</context>
<context>
    <name>CreatedView</name>
    <message>
        <source>This is the key for the app. Keep it to yourself: whoever has it uses your channels. You can copy it again from the list.</source>
        <translation>アプリで使うキーです。このキーを持つ人は誰でもあなたのチャンネルを使えるため、他の人に教えないでください。一覧からいつでもコピーできます。</translation>
    </message>
    <message>
        <source>This is the key for an app of {name}. Hand it over now: whoever has it uses your channels within their limits, and the list does not show it again.</source>
        <translation>{name}のアプリ用のキーです。今のうちに渡してください。持っている人は制限の範囲内であなたのチャンネルを使えます。一覧には再表示されません。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>Save a backup</source>
        <translation>バックアップを保存</translation>
    </message>
    <message>
        <source>Homeport backups (*.db)</source>
        <translation>Homeportバックアップ (*.db)</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>バックアップを選択</translation>
    </message>
    <message>
        <source>Homeport backups (*.db);;All files (*)</source>
        <translation>Homeportバックアップ (*.db);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Choose an export</source>
        <translation>エクスポートファイルを選択</translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport);;All files (*)</source>
        <translation>Homeportエクスポート (*.homeport);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Open the data folder</source>
        <translation>データフォルダーを開く</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>保存場所</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>最適化</translation>
    </message>
    <message>
        <source>Compact the database</source>
        <translation>データベースを最適化</translation>
    </message>
    <message>
        <source>{size}, of which {free} is free. Requests go on while it is compacted.</source>
        <translation>{size}（うち空き領域{free}）。最適化中もリクエストは処理されます。</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>検査</translation>
    </message>
    <message>
        <source>Check the ledger</source>
        <translation>台帳を検査</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台帳</translation>
    </message>
    <message>
        <source>Adds up every entry and compares it with every balance. Changes nothing.</source>
        <translation>すべての記帳を合計し、各残高と照合します。内容は変更しません。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>今すぐ実行</translation>
    </message>
    <message>
        <source>Back up the database now</source>
        <translation>データベースを今すぐバックアップ</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>別名で保存…</translation>
    </message>
    <message>
        <source>Save a backup elsewhere</source>
        <translation>バックアップを別の場所に保存</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Everything except the master key, while requests go on.</source>
        <translation>マスターキー以外のすべてを保存します。その間もリクエストは処理されます。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose a backup to restore</source>
        <translation>復元するバックアップを選択</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Shows what a backup holds first. The data of now is kept beside it.</source>
        <translation>まずバックアップの内容を表示します。現在のデータも別に残します。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>Export settings, channels and tokens</source>
        <translation>設定、チャンネル、トークンをエクスポート</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Settings, channels and tokens in one file, sealed by a passphrase.</source>
        <translation>設定、チャンネル、トークンを1つのファイルにまとめ、パスフレーズで暗号化します。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>インポート…</translation>
    </message>
    <message>
        <source>Import an export</source>
        <translation>エクスポートファイルをインポート</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Shows what is new and what differs; nothing is overwritten unasked.</source>
        <translation>新しい項目と異なる項目を表示します。確認なしに上書きされることはありません。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>{size} were given back to the disk.</source>
        <translation>{size}の空き領域をディスクに戻しました。</translation>
    </message>
    <message>
        <source>Backed up {when}: {name}</source>
        <translation>{when}にバックアップしました：{name}</translation>
    </message>
    <message>
        <source>The daily backup was not made: {why}</source>
        <translation>毎日のバックアップを作成できませんでした：{why}</translation>
    </message>
    <message>
        <source>Last backup {when}.</source>
        <translation>前回のバックアップ：{when}。</translation>
    </message>
    <message>
        <source>No backup yet.</source>
        <translation>バックアップはまだありません。</translation>
    </message>
    <message>
        <source>All is well: {entries} entries of {requests} requests add up.</source>
        <translation>問題ありません。リクエスト{requests}件、記帳{entries}件の合計が一致しています。</translation>
    </message>
    <message>
        <source>Accounts whose balance differs from their entries: {n}.</source>
        <translation>残高が記帳と一致しないアカウント：{n}件。</translation>
    </message>
</context>
<context>
    <name>DaysRow</name>
    <message>
        <source>Write days like 2026-11-22.</source>
        <translation>日付は2026-11-22のように入力してください。</translation>
    </message>
    <message>
        <source>The first day comes after the last.</source>
        <translation>開始日が終了日より後になっています。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>to</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>終了日</translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation>2026-12-31</translation>
    </message>
</context>
<context>
    <name>DiscardBar</name>
    <message>
        <source>Your changes are not saved yet.</source>
        <translation>変更はまだ保存されていません。</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>編集を続ける</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>変更を破棄</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag to change the priority</source>
        <translation>ドラッグして優先度を変更</translation>
    </message>
</context>
<context>
    <name>EntryList</name>
    <message>
        <source>Found</source>
        <translation>検索結果</translation>
    </message>
</context>
<context>
    <name>ExportButton</name>
    <message>
        <source>Export requests</source>
        <translation>リクエストをエクスポート</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Exporting: {n} requests, {share}</source>
        <translation>エクスポート中：リクエスト{n}件、{share}</translation>
    </message>
    <message>
        <source>Exported 1 request.</source>
        <translation>リクエスト1件をエクスポートしました。</translation>
    </message>
    <message>
        <source>Exported {n} requests.</source>
        <translation>リクエスト{n}件をエクスポートしました。</translation>
    </message>
    <message>
        <source>Cancel export</source>
        <translation>エクスポートをキャンセル</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Write what the filters leave to a file</source>
        <translation>フィルターに一致するリクエストをファイルに書き出します</translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message>
        <source>Save the export</source>
        <translation>エクスポートファイルを保存</translation>
    </message>
    <message>
        <source>Homeport exports (*.homeport)</source>
        <translation>Homeportエクスポート (*.homeport)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>The export is written.</source>
        <translation>エクスポートが完了しました。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Settings, prices, people, budgets and rates, routing rules, channels with their keys and tokens go into one file, sealed by a passphrase. Whoever has both can use your keys, so keep them apart. The log and the ledger stay here; balances move as they are.</source>
        <translation>設定、価格、ユーザー、予算とレート、ルーティングルール、キーを含むチャンネル、トークンが、パスフレーズで封印された1つのファイルに入ります。両方を手にした人はあなたのキーを使えるので、別々に保管してください。ログと台帳はここに残り、残高はそのまま移ります。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>別名で保存…</translation>
    </message>
    <message>
        <source>Choose where to save the export</source>
        <translation>エクスポートの保存先を選択</translation>
    </message>
</context>
<context>
    <name>ExportToast</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>フォルダーで表示</translation>
    </message>
    <message>
        <source>Export cancelled. No file was written.</source>
        <translation>エクスポートをキャンセルしました。ファイルは作成されていません。</translation>
    </message>
</context>
<context>
    <name>FirewallCard</name>
    <message>
        <source>If other devices get no answer</source>
        <translation>他のデバイスに応答がない場合</translation>
    </message>
    <message>
        <source>Firewall command</source>
        <translation>ファイアウォールのコマンド</translation>
    </message>
    <message>
        <source>Copy the firewall command</source>
        <translation>ファイアウォールのコマンドをコピー</translation>
    </message>
    <message>
        <source>The firewall ufw is on. This lets your network in on port {port}.</source>
        <translation>ファイアウォールufwが有効です。次のコマンドで、このネットワークからポート{port}への接続を許可できます。</translation>
    </message>
    <message>
        <source>firewalld is on. This lets your network in on port {port}.</source>
        <translation>firewalldが有効です。次のコマンドで、このネットワークからポート{port}への接続を許可できます。</translation>
    </message>
    <message>
        <source>Allow Homeport when Windows asks, or let private networks in on port {port} with this, as administrator.</source>
        <translation>Windowsの確認画面でHomeportを許可するか、管理者として次のコマンドを実行し、プライベートネットワークからポート{port}への接続を許可してください。</translation>
    </message>
    <message>
        <source>If the firewall of macOS is on, this lets Homeport answer.</source>
        <translation>macOSのファイアウォールが有効な場合は、次のコマンドでHomeportの応答を許可できます。</translation>
    </message>
    <message>
        <source>A firewall on this computer or a guest network may be in the way. TCP port {port} has to be let in.</source>
        <translation>このコンピューターのファイアウォールまたはゲストネットワークが通信を妨げている可能性があります。TCPポート{port}への接続を許可してください。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Sharing is on</source>
        <translation>共有はオンです</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>Found on this computer</source>
        <translation>このコンピューターで見つかったもの</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>{name}を追加</translation>
    </message>
    <message>
        <source>asks for a key</source>
        <translation>キーが必要</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>モデル1個</translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation>モデル{n}個</translation>
    </message>
    <message>
        <source>{provider} key in your environment</source>
        <translation>環境変数の{provider}キー</translation>
    </message>
</context>
<context>
    <name>FrameActions</name>
    <message>
        <source>Theme: like the system</source>
        <translation>テーマ：システムに合わせる</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>テーマ：ライト</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>テーマ：ダーク</translation>
    </message>
    <message>
        <source>Theme: high contrast, dark</source>
        <translation>テーマ：ハイコントラスト（ダーク）</translation>
    </message>
    <message>
        <source>Theme: high contrast, light</source>
        <translation>テーマ：ハイコントラスト（ライト）</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新しいトークン</translation>
    </message>
    <message>
        <source>Test all channels</source>
        <translation>すべてのチャンネルをテスト</translation>
    </message>
    <message>
        <source>Requests that failed</source>
        <translation>失敗したリクエスト</translation>
    </message>
    <message>
        <source>Server settings</source>
        <translation>サーバーの設定</translation>
    </message>
    <message>
        <source>About Homeport</source>
        <translation>Homeportについて</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Limits of people and groups</source>
        <translation>ユーザーとグループの制限</translation>
    </message>
    <message>
        <source>Update prices</source>
        <translation>価格を更新</translation>
    </message>
    <message>
        <source>Statement of a month</source>
        <translation>月別の利用明細</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>リクエストを再開</translation>
    </message>
    <message>
        <source>Pause requests: {how_long}</source>
        <translation>リクエストを一時停止：{how_long}</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>文字を大きく</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>文字を標準サイズに</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>FrameDrop</name>
    <message>
        <source>Drop to add channels</source>
        <translation>ドロップしてチャンネルを追加</translation>
    </message>
    <message>
        <source>Keys, a .env or JSON file, a curl command. You see what it is first.</source>
        <translation>キー、.envやJSONファイル、curlコマンドに対応しています。追加する前に内容を確認できます。</translation>
    </message>
    <message>
        <source>No key, address or curl command was found in what you dropped.</source>
        <translation>ドロップした内容に、キー、アドレス、curlコマンドは見つかりませんでした。</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>{name} is too long to look through. At most {size} KB are taken.</source>
        <translation>{name}は長すぎて調べられません。{size} KBまで対応しています。</translation>
    </message>
    <message>
        <source>{name} is not a text file. Drop keys, a .env, JSON or curl text.</source>
        <translation>{name}はテキストファイルではありません。キー、.env、JSON、curlのテキストをドロップしてください。</translation>
    </message>
    <message>
        <source>{name} is a folder. Drop the file that holds the keys.</source>
        <translation>{name}はフォルダーです。キーを含むファイルをドロップしてください。</translation>
    </message>
    <message>
        <source>These are too many files. At most {n} are taken at once.</source>
        <translation>ファイルが多すぎます。一度に{n}個まで対応しています。</translation>
    </message>
    <message>
        <source>{name} is empty.</source>
        <translation>{name}は空です。</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>{name}を読み取れません。</translation>
    </message>
</context>
<context>
    <name>FrameModel</name>
    <message>
        <source>No channels yet</source>
        <translation>チャンネルはまだありません</translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation>{n}件処理中</translation>
    </message>
    <message>
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
</context>
<context>
    <name>FramePalette</name>
    <message>
        <source>Find anything</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Find a page, a channel, a setting, something to do…</source>
        <translation>ページ、チャンネル、設定、操作を検索…</translation>
    </message>
    <message>
        <source>Nothing has this name.</source>
        <translation>一致するものはありません。</translation>
    </message>
</context>
<context>
    <name>GatewayProblems</name>
    <message>
        <source>Homeport cannot write its database, so requests are refused. Check the free space on the disk; it goes on by itself.</source>
        <translation>Homeportがデータベースに書き込めないため、リクエストを拒否しています。ディスクの空き容量を確認してください。書き込めるようになると自動で再開します。</translation>
    </message>
    <message>
        <source>Balances do not match the ledger: something else has changed the database, or the disk is failing. Restore a backup in Settings, Data.</source>
        <translation>残高が台帳と一致しません。別のプログラムがデータベースを変更したか、ディスクに障害があります。「設定」の「データ」でバックアップを復元してください。</translation>
    </message>
    <message>
        <source>The master key is missing, so the saved keys cannot be opened.</source>
        <translation>マスターキーが見つからないため、保存されたキーを復号できません。</translation>
    </message>
    <message>
        <source>Your keychain is locked, so requests cannot be served yet.</source>
        <translation>キーチェーンがロックされているため、まだリクエストを処理できません。</translation>
    </message>
    <message>
        <source>Your keychain refused access, so keys cannot be opened.</source>
        <translation>キーチェーンへのアクセスが拒否されたため、キーを復号できません。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>All requests are refused: paused {until}.</source>
        <translation>すべてのリクエストを拒否しています：{until}一時停止中です。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Use {port} from now on</source>
        <translation>今後は{port}を使用</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Of this window. Your apps are not affected.</source>
        <translation>このウィンドウの表示言語です。アプリには影響しません。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>System follows your desktop, high contrast included.</source>
        <translation>「システム」ではハイコントラストも含めてデスクトップに合わせます。</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字サイズ</translation>
    </message>
    <message>
        <source>Enlarges everything in this window with the text.</source>
        <translation>文字に合わせて、ウィンドウ内のすべてを拡大します。</translation>
    </message>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>ハイコントラスト（ダーク）</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>ハイコントラスト（ライト）</translation>
    </message>
</context>
<context>
    <name>GroupsPopover</name>
    <message>
        <source>Groups that may use them</source>
        <translation>使用できるグループ</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
</context>
<context>
    <name>GroupsSheet</name>
    <message>
        <source>A number, like 1.5; 0 is free.</source>
        <translation>1.5のような数値を入力してください。0は無料です。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>What people and tokens of a group pay is a model&apos;s price times this number. What your providers take from you stays the same.</source>
        <translation>グループのユーザーとトークンは、モデルの価格にこの数を掛けた額を払います。プロバイダーがあなたに請求する額は変わりません。</translation>
    </message>
    <message>
        <source>Budgets and rates of groups</source>
        <translation>グループの予算とレート</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>GuestsCard</name>
    <message>
        <source>Connected now</source>
        <translation>接続中のデバイス</translation>
    </message>
    <message>
        <source>1 device</source>
        <translation>デバイス1台</translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation>デバイス{n}台</translation>
    </message>
    <message>
        <source>No other device is connected.</source>
        <translation>接続中のデバイスはありません。</translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>接続1件</translation>
    </message>
    <message>
        <source>{n} connections</source>
        <translation>接続{n}件</translation>
    </message>
</context>
<context>
    <name>HeaderActions</name>
    <message>
        <source>Name, model or tag</source>
        <translation>名前、モデル、タグ</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>すべてテスト</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Cancel {done} of {total}</source>
        <translation>キャンセル（{done}/{total}）</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>last 24 hours</source>
        <translation>過去24時間</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>すべてテスト</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか{n}件</translation>
    </message>
</context>
<context>
    <name>HealthRow</name>
    <message>
        <source>{n} hours with failures</source>
        <translation>失敗のあった時間帯：{n}</translation>
    </message>
    <message>
        <source>{n} fine</source>
        <translation>正常{n}件</translation>
    </message>
    <message>
        <source>{n} slow</source>
        <translation>低速{n}件</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>失敗{n}件</translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>リクエストなし</translation>
    </message>
</context>
<context>
    <name>HeroCard</name>
    <message>
        <source>From cache</source>
        <translation>キャッシュ利用率</translation>
    </message>
    <message>
        <source>{share} succeeded</source>
        <translation>成功率{share}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>median, p95 {time}</source>
        <translation>中央値、p95 {time}</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>no streams</source>
        <translation>ストリームなし</translation>
    </message>
    <message>
        <source>today so far</source>
        <translation>今日これまで</translation>
    </message>
    <message>
        <source>{cost} a day</source>
        <translation>1日あたり{cost}</translation>
    </message>
    <message>
        <source>without 1 request</source>
        <translation>価格なし1件を除く</translation>
    </message>
    <message>
        <source>without {n} requests</source>
        <translation>価格なし{n}件を除く</translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation>入力{given} · 出力{made}</translation>
    </message>
    <message>
        <source>{n} of the input</source>
        <translation>入力のうち{n}</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>{provider}. Press Enter to go on.</source>
        <translation>{provider}です。Enterキーで次に進みます。</translation>
    </message>
    <message>
        <source>A key. Press Enter to choose whose it is.</source>
        <translation>キーです。Enterキーを押してプロバイダーを選びます。</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>1 thing was imported.</source>
        <translation>1件をインポートしました。</translation>
    </message>
    <message>
        <source>{n} were imported.</source>
        <translation>{n}件をインポートしました。</translation>
    </message>
    <message>
        <source>The passphrase it was sealed with opens it. Nothing is changed yet.</source>
        <translation>暗号化したときのパスフレーズで開きます。この時点では何も変更されません。</translation>
    </message>
    <message>
        <source>From the export of {when}.</source>
        <translation>{when}に作成されたエクスポートファイルです。</translation>
    </message>
    <message>
        <source>Made {when}. What is new is chosen; what differs here stays as it is unless you choose it. Tokens keep their keys, so your apps go on working.</source>
        <translation>{when}に作成。新しい項目は選択済みです。内容が異なる項目は、選択しない限り現在のまま残ります。トークンのキーは変わらないため、アプリはそのまま使えます。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Import {n}</source>
        <translation>{n}件をインポート</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>インポート中</translation>
    </message>
</context>
<context>
    <name>Intro</name>
    <message>
        <source>Connect your first model provider</source>
        <translation>最初のモデルプロバイダーを接続</translation>
    </message>
    <message>
        <source>Paste a key and Homeport works out the rest.</source>
        <translation>キーを貼り付けるだけで、あとはHomeportが判別します。</translation>
    </message>
    <message>
        <source>Your apps then need one address:</source>
        <translation>アプリに設定するアドレスは1つだけ：</translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>No key yet? Try it with Echo</source>
        <translation>まだキーがない場合はEchoで試せます</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your system keychain.</source>
        <translation>キーはシステムのキーチェーンで暗号化され、このコンピューターにのみ保存されます。</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with your own master key.</source>
        <translation>キーは自分のマスターキーで暗号化され、このコンピューターにのみ保存されます。</translation>
    </message>
    <message>
        <source>The master key is missing: saved keys cannot be opened.</source>
        <translation>マスターキーが見つからず、保存されたキーを復号できません。</translation>
    </message>
    <message>
        <source>Your keychain refused access, so no key can be kept yet.</source>
        <translation>キーチェーンへのアクセスが拒否されたため、まだキーを保存できません。</translation>
    </message>
    <message>
        <source>Your keychain is locked, so no key can be kept yet.</source>
        <translation>キーチェーンがロックされているため、まだキーを保存できません。</translation>
    </message>
    <message>
        <source>Keys stay on this computer, encrypted with a key file only you can read.</source>
        <translation>キーは自分だけが読めるキーファイルで暗号化され、このコンピューターにのみ保存されます。</translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>キーをコピー</translation>
    </message>
    <message>
        <source>Key ending in {tail}</source>
        <translation>末尾が{tail}のキー</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>More for this key</source>
        <translation>このキーのその他の操作</translation>
    </message>
    <message>
        <source>Add keys</source>
        <translation>キーを追加</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>キーを追加</translation>
    </message>
    <message>
        <source>Will be removed</source>
        <translation>削除予定</translation>
    </message>
    <message>
        <source>Becomes {key}</source>
        <translation>{key}に交換予定</translation>
    </message>
    <message>
        <source>Will be off</source>
        <translation>無効にする予定</translation>
    </message>
    <message>
        <source>Will be on</source>
        <translation>有効にする予定</translation>
    </message>
    <message>
        <source>Name of the key</source>
        <translation>キーの名前</translation>
    </message>
    <message>
        <source>Work account</source>
        <translation>仕事用アカウント</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Paste keys, one per line</source>
        <translation>キーを1行に1つずつ貼り付け</translation>
    </message>
    <message>
        <source>Paste the new key</source>
        <translation>新しいキーを貼り付け</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Take the change back</source>
        <translation>変更を取り消す</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>交換</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>有効にする</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>無効にする</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>今すぐ再開</translation>
    </message>
</context>
<context>
    <name>LimitsSheet</name>
    <message>
        <source>New person</source>
        <translation>新しいユーザー</translation>
    </message>
    <message>
        <source>Add person</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>People</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Pays a model&apos;s price times</source>
        <translation>モデル価格への倍率</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>ユーザー名</translation>
    </message>
    <message>
        <source>Used in all</source>
        <translation>これまでの使用量</translation>
    </message>
    <message>
        <source>{n} used</source>
        <translation>{n}使用済み</translation>
    </message>
    <message>
        <source>{n} running</source>
        <translation>{n}件実行中</translation>
    </message>
    <message>
        <source>These hold for all tokens of the group together, whoever has them.</source>
        <translation>グループのすべてのトークンに、誰のものであってもまとめて適用されます。</translation>
    </message>
    <message>
        <source>These hold for all tokens of this person together.</source>
        <translation>このユーザーのすべてのトークンにまとめて適用されます。</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>By the calendar of this computer. What was used before a budget was set counts, too; what is used up begins anew by itself.</source>
        <translation>このコンピューターの暦で数えます。予算を設定する前に使った分も含まれ、使い切った予算は期間が変わると自動的に戻ります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>New token for them</source>
        <translation>このユーザーのトークンを作成</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>LimitsTab</name>
    <message>
        <source>Requests/min</source>
        <translation>リクエスト/分</translation>
    </message>
    <message>
        <source>Tokens/min</source>
        <translation>トークン/分</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>同時実行数</translation>
    </message>
    <message>
        <source>Tokens a day, each key</source>
        <translation>1日のトークン数（キーごと）</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>最初のトークン</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>無応答</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>In money, what its provider takes. One that is used up rests the channel.</source>
        <translation>金額の予算は、プロバイダーへの支払額で計算します。使い切るとチャンネルは休止します。</translation>
    </message>
    <message>
        <source>What it costs you, times the price</source>
        <translation>実際のコスト（価格に対する倍率）</translation>
    </message>
    <message>
        <source>0.8 where your provider gives a fifth off, 0 where it takes nothing. It changes what the usage says you spent, not what your tokens pay.</source>
        <translation>プロバイダーが2割引なら0.8、無料なら0です。使用量に表示される自分の支出に反映されます。トークンへの請求額は変わりません。</translation>
    </message>
    <message>
        <source>What is beyond them goes to the next channel that can answer.</source>
        <translation>上限を超えた分は、応答できる次のチャンネルに送られます。</translation>
    </message>
    <message>
        <source>How long to wait for a connection, for the first token, and during a silence within an answer. Until the first token the next channel is tried.</source>
        <translation>接続、最初のトークン、回答の途中の無応答を待つ時間です。最初のトークンが届くまでは、次のチャンネルを試します。</translation>
    </message>
</context>
<context>
    <name>LimitsView</name>
    <message>
        <source>As its person</source>
        <translation>ユーザーに従う</translation>
    </message>
    <message>
        <source>all, also those to come</source>
        <translation>すべて（今後追加されるものも含む）</translation>
    </message>
    <message>
        <source>Balance in dollars</source>
        <translation>残高（ドル）</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>By the calendar of this computer. What is used up begins anew by itself.</source>
        <translation>期間はこのコンピューターの暦に従います。使い切っても、次の期間に自動でリセットされます。</translation>
    </message>
    <message>
        <source>Most for one request, in dollars</source>
        <translation>リクエスト1件の上限額（ドル）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>It sees the channels of this group.</source>
        <translation>このグループのチャンネルを使えます。</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>In a day</source>
        <translation>1日後</translation>
    </message>
    <message>
        <source>On a date</source>
        <translation>日付を指定</translation>
    </message>
    <message>
        <source>Its last day</source>
        <translation>有効な最終日</translation>
    </message>
    <message>
        <source>2026-12-31</source>
        <translation>2026-12-31</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>許可するアドレス</translation>
    </message>
    <message>
        <source>Addresses or networks, like 192.168.1.0/24. Empty allows any.</source>
        <translation>192.168.1.0/24のようなアドレスまたはネットワーク。空欄ならすべて許可します。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>In a year</source>
        <translation>1年後</translation>
    </message>
    <message>
        <source>In {n} days</source>
        <translation>{n}日後</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation>ログを開く</translation>
    </message>
    <message>
        <source>Quiet. Requests will appear here.</source>
        <translation>現在リクエストはありません。届くとここに表示されます。</translation>
    </message>
    <message>
        <source>Just finished</source>
        <translation>完了したばかり</translation>
    </message>
    <message>
        <source>1 request in flight</source>
        <translation>処理中のリクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests in flight</source>
        <translation>処理中のリクエスト{n}件</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか{n}件</translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <source>1 channel failed</source>
        <translation>1チャンネル失敗</translation>
    </message>
    <message>
        <source>{n} channels failed</source>
        <translation>{n}チャンネル失敗</translation>
    </message>
    <message>
        <source>Cancel this request</source>
        <translation>このリクエストをキャンセル</translation>
    </message>
    <message>
        <source>Waiting for first token</source>
        <translation>最初のトークンを待機中</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>回答を待機中</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>{n} tok/s</source>
        <translation>{n}トークン/秒</translation>
    </message>
</context>
<context>
    <name>LoadBanner</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>LogCurl</name>
    <message>
        <source>Put your text here; the request&apos;s own was not recorded.</source>
        <translation>ここにテキストを入力してください。リクエストの内容は記録されていません。</translation>
    </message>
</context>
<context>
    <name>LogDetail</name>
    <message>
        <source>The cost is known when the answer is whole.</source>
        <translation>コストは回答が完了すると確定します。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>connect {time}</source>
        <translation>接続 {time}</translation>
    </message>
    <message>
        <source>streaming {time}</source>
        <translation>ストリーミング {time}</translation>
    </message>
    <message>
        <source>streaming {time}, {rate} tok/s</source>
        <translation>ストリーミング {time}、{rate}トークン/秒</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n}秒</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>waiting for first token</source>
        <translation>最初のトークンを待機中</translation>
    </message>
    <message>
        <source>streaming</source>
        <translation>ストリーミング中</translation>
    </message>
    <message>
        <source>The balance does not cover this request.</source>
        <translation>残高が足りず、このリクエストを処理できません。</translation>
    </message>
    <message>
        <source>The budget of this period is used up.</source>
        <translation>この期間の予算を使い切りました。</translation>
    </message>
    <message>
        <source>It could cost more than the token allows for one request.</source>
        <translation>コストが、このトークンのリクエスト1件の上限額を超える可能性があります。</translation>
    </message>
    <message>
        <source>A limit a minute or at once was reached.</source>
        <translation>1分あたりの上限、または同時実行数の上限に達しました。</translation>
    </message>
    <message>
        <source>The token may not use this model.</source>
        <translation>このトークンでは、このモデルを使用できません。</translation>
    </message>
    <message>
        <source>This model has no price, the token is limited.</source>
        <translation>このモデルには価格がなく、トークンには残高の制限があります。</translation>
    </message>
    <message>
        <source>No channel has this model.</source>
        <translation>このモデルを提供するチャンネルはありません。</translation>
    </message>
    <message>
        <source>No channel could answer just then.</source>
        <translation>応答できるチャンネルがありませんでした。</translation>
    </message>
    <message>
        <source>Every channel that was tried failed.</source>
        <translation>試したすべてのチャンネルが失敗しました。</translation>
    </message>
    <message>
        <source>The provider refused the request itself.</source>
        <translation>プロバイダーがこのリクエスト自体を拒否しました。</translation>
    </message>
    <message>
        <source>The provider ended the answer early.</source>
        <translation>プロバイダーが回答を途中で打ち切りました。</translation>
    </message>
    <message>
        <source>The vault was locked.</source>
        <translation>キー保管庫がロックされていました。</translation>
    </message>
    <message>
        <source>The client left before the answer was whole.</source>
        <translation>回答が完了する前にクライアントが切断しました。</translation>
    </message>
    <message>
        <source>Homeport ended while this request ran.</source>
        <translation>このリクエストの処理中にHomeportが終了しました。</translation>
    </message>
</context>
<context>
    <name>LogDetailPanel</name>
    <message>
        <source>Cancel request</source>
        <translation>リクエストをキャンセル</translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation>チャンネルを開く</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>このルートの理由</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>curlとしてコピー</translation>
    </message>
    <message>
        <source>The request itself is not recorded: add your key and text</source>
        <translation>リクエストの内容は記録されていません。キーとテキストを入力してください</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>リクエストID</translation>
    </message>
    <message>
        <source>Copy request id</source>
        <translation>リクエストIDをコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
</context>
<context>
    <name>LogFilter</name>
    <message>
        <source>Longer than {time}</source>
        <translation>{time}より長い</translation>
    </message>
    <message>
        <source>Dearer than {cost}</source>
        <translation>{cost}より高い</translation>
    </message>
    <message>
        <source>Retried</source>
        <translation>再試行あり</translation>
    </message>
    <message>
        <source>Without channel tests</source>
        <translation>チャンネルのテストを除く</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>合計時間</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>アプリ</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Model that answered</source>
        <translation>回答したモデル</translation>
    </message>
    <message>
        <source>Total time, such as &gt;5s</source>
        <translation>合計時間（例：&gt;5s）</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>最初のトークンまでの時間</translation>
    </message>
    <message>
        <source>Cost in dollars, such as &gt;0.01</source>
        <translation>コスト（ドル、例：&gt;0.01）</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>入力トークン</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>出力トークン</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation>チャンネルのテスト</translation>
    </message>
    <message>
        <source>Streamed</source>
        <translation>ストリーミング</translation>
    </message>
    <message>
        <source>Estimated usage</source>
        <translation>推定使用量</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>All errors</source>
        <translation>すべてのエラー</translation>
    </message>
    <message>
        <source>There is no filter {word}. Did you mean {meant}?</source>
        <translation>フィルター{word}はありません。{meant}のことですか？</translation>
    </message>
    <message>
        <source>{piece} is no status. There are running, done, cut_short, cancelled, failed, refused, interrupted and error.</source>
        <translation>{piece}という状態はありません。running、done、cut_short、cancelled、failed、refused、interrupted、errorを使えます。</translation>
    </message>
    <message>
        <source>{piece} is no kind. There are test, stream and estimated.</source>
        <translation>{piece}という種類はありません。test、stream、estimatedを使えます。</translation>
    </message>
    <message>
        <source>{piece} is no time. Type it as 5s, 500ms or 2min.</source>
        <translation>{piece}は時間ではありません。5s、500ms、2minのように入力してください。</translation>
    </message>
    <message>
        <source>{piece} is no amount. Type dollars as 0.01.</source>
        <translation>{piece}は金額ではありません。0.01のようにドルで入力してください。</translation>
    </message>
    <message>
        <source>{piece} is no number. Type it as 500 or 20k.</source>
        <translation>{piece}は数値ではありません。500や20kのように入力してください。</translation>
    </message>
    <message>
        <source>Since {time}</source>
        <translation>{time}から</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>{time}まで</translation>
    </message>
</context>
<context>
    <name>LogFilters</name>
    <message>
        <source>Looking through older requests: {share}</source>
        <translation>過去のリクエストを検索中：{share}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7日間</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation>期間を指定…</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>すべてのチャンネル</translation>
    </message>
    <message>
        <source>All tokens</source>
        <translation>すべてのトークン</translation>
    </message>
    <message>
        <source>As typed</source>
        <translation>入力どおり</translation>
    </message>
    <message>
        <source>Filter by model, channel, token, status, &gt;5s</source>
        <translation>モデル、状態、&gt;5sなどで絞り込み</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>フィルターを追加</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>LogPrice</name>
    <message>
        <source>{n} in × {price} / M</source>
        <translation>入力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} cached × {price} / M</source>
        <translation>キャッシュ {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} to cache × {price} / M</source>
        <translation>キャッシュ書込 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} to 1 h cache × {price} / M</source>
        <translation>1時間キャッシュ書込 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} audio in × {price} / M</source>
        <translation>音声入力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} out × {price} / M</source>
        <translation>出力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} reasoning × {price} / M</source>
        <translation>推論 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} audio out × {price} / M</source>
        <translation>音声出力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} image in × {price} / M</source>
        <translation>画像入力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} image out × {price} / M</source>
        <translation>画像出力 {n}×{price}/M</translation>
    </message>
    <message>
        <source>{n} images × {price}</source>
        <translation>画像{n}枚 × {price}</translation>
    </message>
    <message>
        <source>{n} images read × {price}</source>
        <translation>読み取り画像{n}枚 × {price}</translation>
    </message>
    <message>
        <source>{n} characters × {price}</source>
        <translation>{n}文字 × {price}</translation>
    </message>
    <message>
        <source>{n} s heard × {price}</source>
        <translation>音声認識{n}秒 × {price}</translation>
    </message>
    <message>
        <source>{n} s spoken × {price}</source>
        <translation>音声合成{n}秒 × {price}</translation>
    </message>
    <message>
        <source>{n} searches × {price}</source>
        <translation>検索{n}回 × {price}</translation>
    </message>
    <message>
        <source>{n} requests × {price}</source>
        <translation>リクエスト{n}件 × {price}</translation>
    </message>
    <message>
        <source>{n} pages × {price}</source>
        <translation>{n}ページ × {price}</translation>
    </message>
    <message>
        <source>Group multiplier × {factor}</source>
        <translation>グループ倍率 × {factor}</translation>
    </message>
    <message>
        <source>Rounded up</source>
        <translation>切り上げ</translation>
    </message>
    <message>
        <source>Free: the very same request had been answered before.</source>
        <translation>無料：まったく同じリクエストへの以前の回答を使いました。</translation>
    </message>
    <message>
        <source>Free: the app sent its request again, and got its answer.</source>
        <translation>無料：アプリがリクエストを再送したため、前回の回答を返しました。</translation>
    </message>
    <message>
        <source>Unpriced: no price is known for this model, so nothing is charged.</source>
        <translation>価格なし：このモデルの価格が不明なため、請求されません。</translation>
    </message>
    <message>
        <source>Estimated: Homeport ended while this request ran.</source>
        <translation>推定：このリクエストの処理中にHomeportが終了しました。</translation>
    </message>
    <message>
        <source>Estimated: the provider did not tell the token counts.</source>
        <translation>推定：プロバイダーからトークン数が通知されませんでした。</translation>
    </message>
    <message>
        <source>Free: this model runs on your own computer.</source>
        <translation>無料：このモデルは自分のコンピューターで動作しています。</translation>
    </message>
    <message>
        <source>At the provider&apos;s prices for its {tier} tier.</source>
        <translation>プロバイダーの「{tier}」ティアの価格です。</translation>
    </message>
    <message>
        <source>Charged to {name}</source>
        <translation>{name}に請求</translation>
    </message>
    <message>
        <source>Beyond the balance, paid by you</source>
        <translation>残高の超過分（自己負担）</translation>
    </message>
    <message>
        <source>Cost of your channels</source>
        <translation>チャンネルのコスト</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>1 request today</source>
        <translation>今日のリクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests today</source>
        <translation>今日のリクエスト{n}件</translation>
    </message>
    <message>
        <source>The log could not be read. What shows may be out of date.</source>
        <translation>ログを読み込めませんでした。表示内容が古い可能性があります。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>ログを読み込めませんでした</translation>
    </message>
    <message>
        <source>Homeport&apos;s own log has the cause.</source>
        <translation>原因はHomeport自身のログに記録されています。</translation>
    </message>
    <message>
        <source>No request matches</source>
        <translation>一致するリクエストはありません</translation>
    </message>
    <message>
        <source>Other requests are there; the filters leave none of them.</source>
        <translation>他のリクエストはありますが、フィルターに一致するものがありません。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>フィルターをクリア</translation>
    </message>
    <message>
        <source>Nothing in this range</source>
        <translation>この期間にはありません</translation>
    </message>
    <message>
        <source>There are older requests in the log.</source>
        <translation>これより前のリクエストはログにあります。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>{n} new</source>
        <translation>新着{n}件</translation>
    </message>
    <message>
        <source>Request id copied</source>
        <translation>リクエストIDをコピーしました</translation>
    </message>
    <message>
        <source>Copied. Put in your key and text: neither is recorded in the log.</source>
        <translation>コピーしました。キーとテキストはログに記録されていないため、入力してください。</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Show new requests as they come</source>
        <translation>新しいリクエストを届きしだい表示</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>No requests yet</source>
        <translation>リクエストはまだありません</translation>
    </message>
    <message>
        <source>What your apps ask for appears here, with its cost, as it happens.</source>
        <translation>アプリからのリクエストとそのコストが、リアルタイムでここに表示されます。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>使用量</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Copied {address}</source>
        <translation>{address}をコピーしました</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Homeport</source>
        <translation>Homeport</translation>
    </message>
    <message>
        <source>Widen the page list</source>
        <translation>ページ一覧を広げる</translation>
    </message>
    <message>
        <source>Narrow the page list</source>
        <translation>ページ一覧を狭める</translation>
    </message>
</context>
<context>
    <name>MetaCard</name>
    <message>
        <source>Fewer settings</source>
        <translation>詳細設定を隠す</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>詳細設定を表示</translation>
    </message>
</context>
<context>
    <name>MetaRow</name>
    <message>
        <source>Applies when Homeport listens anew. Until then: {value}.</source>
        <translation>Homeportの待ち受けが再開すると適用されます。それまでは{value}です。</translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport uses {port} for now.</source>
        <translation>ポート{wanted}は{holder}が使用しています。現在は{port}を使用しています。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>別のプログラム</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Listen there now</source>
        <translation>今すぐ切り替え</translation>
    </message>
</context>
<context>
    <name>ModelChecklist</name>
    <message>
        <source>Search models, or name one</source>
        <translation>モデルを検索、または名前を入力</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Choose all that are listed</source>
        <translation>一覧のモデルをすべて選択</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Choose none of those listed</source>
        <translation>一覧のモデルの選択をすべて解除</translation>
    </message>
    <message>
        <source>No models yet.</source>
        <translation>モデルはまだありません。</translation>
    </message>
    <message>
        <source>{chosen} of {total}</source>
        <translation>{total}個中{chosen}個</translation>
    </message>
    <message>
        <source>Add “{name}”</source>
        <translation>「{name}」を追加</translation>
    </message>
</context>
<context>
    <name>ModelSheet</name>
    <message>
        <source>Copy the model&apos;s name</source>
        <translation>モデル名をコピー</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>このルートの理由</translation>
    </message>
    <message>
        <source>Save price</source>
        <translation>価格を保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Back to the catalogue&apos;s price</source>
        <translation>カタログの価格に戻す</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>価格なしにする</translation>
    </message>
    <message>
        <source>Context {n}</source>
        <translation>コンテキスト {n}</translation>
    </message>
    <message>
        <source>output up to {n}</source>
        <translation>出力 最大{n}</translation>
    </message>
    <message>
        <source>ends {day}</source>
        <translation>{day}に提供終了</translation>
    </message>
    <message>
        <source>Nobody knows its price. Requests cost $0, and tokens with a balance cannot use it.</source>
        <translation>価格が不明です。リクエストのコストは$0となり、残高に上限のあるトークンでは使えません。</translation>
    </message>
    <message>
        <source>You set this price.</source>
        <translation>自分で設定した価格です。</translation>
    </message>
    <message>
        <source>You set this price as a ratio.</source>
        <translation>自分で倍率として設定した価格です。</translation>
    </message>
    <message>
        <source>It runs on your own machines and is free.</source>
        <translation>自分のマシンで動作するため無料です。</translation>
    </message>
    <message>
        <source>This price is from the catalogue.</source>
        <translation>カタログの価格です。</translation>
    </message>
    <message>
        <source>The catalogue knows no price per token for it.</source>
        <translation>カタログには、このモデルのトークン単価がありません。</translation>
    </message>
    <message>
        <source>Other channels take something else; yours would count for all.</source>
        <translation>他のチャンネルでは価格が異なります。設定した価格はすべてに適用されます。</translation>
    </message>
    <message>
        <source>It is sent as {name}: the price is that model&apos;s.</source>
        <translation>{name}として送信されるため、そのモデルの価格になります。</translation>
    </message>
    <message>
        <source>The catalogue takes more for prompts above {n} tokens; a price of yours is the same for all.</source>
        <translation>カタログでは{n}トークンを超えるプロンプトの価格が高くなりますが、自分で設定した価格は常に同じです。</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Output limit</source>
        <translation>出力上限</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>キャッシュ</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>{price} per image</source>
        <translation>画像1枚あたり{price}</translation>
    </message>
    <message>
        <source>{price} per image read</source>
        <translation>読み取り画像1枚あたり{price}</translation>
    </message>
    <message>
        <source>{price} per character</source>
        <translation>1文字あたり{price}</translation>
    </message>
    <message>
        <source>{price} per second heard</source>
        <translation>認識1秒あたり{price}</translation>
    </message>
    <message>
        <source>{price} per second made</source>
        <translation>生成1秒あたり{price}</translation>
    </message>
    <message>
        <source>{price} per search</source>
        <translation>検索1回あたり{price}</translation>
    </message>
    <message>
        <source>{price} per page</source>
        <translation>1ページあたり{price}</translation>
    </message>
    <message>
        <source>{price} per request</source>
        <translation>リクエスト1件あたり{price}</translation>
    </message>
    <message>
        <source>{names} (off)</source>
        <translation>{names}（無効）</translation>
    </message>
    <message>
        <source>It costs something else on other channels.</source>
        <translation>他のチャンネルでは価格が異なります。</translation>
    </message>
    <message>
        <source>varies</source>
        <translation>チャンネルによる</translation>
    </message>
    <message>
        <source>No price</source>
        <translation>価格なし</translation>
    </message>
    <message>
        <source>Not per token</source>
        <translation>トークン単価なし</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>独自価格</translation>
    </message>
    <message>
        <source>Your ratio</source>
        <translation>独自倍率</translation>
    </message>
    <message>
        <source>Free, local</source>
        <translation>無料、ローカル</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>カタログ</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>{served} on your channels, {every} known · dollars per million tokens</source>
        <translation>提供中{served}個、既知{every}個 · 100万トークンあたりのドル</translation>
    </message>
    <message>
        <source>No model is called so.</source>
        <translation>一致するモデルはありません。</translation>
    </message>
    <message>
        <source>Your channels offer no models yet.</source>
        <translation>チャンネルが提供するモデルはまだありません。</translation>
    </message>
    <message>
        <source>Every model that your channels offer has a price.</source>
        <translation>チャンネルが提供するモデルには、すべて価格があります。</translation>
    </message>
    <message>
        <source>You have set no price yourself.</source>
        <translation>自分で設定した価格はありません。</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names}ほか{n}個</translation>
    </message>
    <message>
        <source>{names} has no price, so tokens with a balance cannot use it.</source>
        <translation>{names}には価格がないため、残高に上限のあるトークンでは使えません。</translation>
    </message>
    <message>
        <source>{n} models have no price, so tokens with a balance cannot use them: {names}.</source>
        <translation>{n}個のモデルには価格がないため、残高に上限のあるトークンでは使えません：{names}。</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>価格を設定</translation>
    </message>
    <message>
        <source>Multipliers saved</source>
        <translation>倍率を保存しました</translation>
    </message>
    <message>
        <source>Why this route?</source>
        <translation>このルートの理由</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>名前をコピー</translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation>リクエストを表示</translation>
    </message>
    <message>
        <source>Reset price</source>
        <translation>価格をリセット</translation>
    </message>
    <message>
        <source>Set the price of {name}</source>
        <translation>{name}の価格を設定しました</translation>
    </message>
    <message>
        <source>{name} has the catalogue&apos;s price again</source>
        <translation>{name}をカタログの価格に戻しました</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Update prices…</source>
        <translation>価格を更新…</translation>
    </message>
    <message>
        <source>Find a model, channel or vendor</source>
        <translation>モデル、チャンネル、ベンダーを検索</translation>
    </message>
    <message>
        <source>All models</source>
        <translation>すべてのモデル</translation>
    </message>
    <message>
        <source>On my channels</source>
        <translation>チャンネルのモデル</translation>
    </message>
    <message>
        <source>Without a price</source>
        <translation>価格なし</translation>
    </message>
    <message>
        <source>My prices</source>
        <translation>独自価格</translation>
    </message>
    <message>
        <source>Which models</source>
        <translation>表示するモデル</translation>
    </message>
</context>
<context>
    <name>ModelsSheet</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Which of them clients may ask for</source>
        <translation>クライアントが使えるモデルを選びます</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Use these</source>
        <translation>これらを使う</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Save and fetch</source>
        <translation>保存して取得</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Aliases</source>
        <translation>別名</translation>
    </message>
    <message>
        <source>Answers carry the name that was asked for, whatever was sent.</source>
        <translation>実際に送信した名前にかかわらず、回答にはリクエストされた名前が入ります。</translation>
    </message>
    <message>
        <source>Ask the provider which models it has</source>
        <translation>提供中のモデルをプロバイダーに問い合わせます</translation>
    </message>
    <message>
        <source>Clients ask for</source>
        <translation>リクエストされる名前</translation>
    </message>
    <message>
        <source>Send as</source>
        <translation>送信する名前</translation>
    </message>
    <message>
        <source>Add alias</source>
        <translation>別名を追加</translation>
    </message>
    <message>
        <source>Remove this alias</source>
        <translation>この別名を削除</translation>
    </message>
</context>
<context>
    <name>MoreTab</name>
    <message>
        <source>System prompt of every request</source>
        <translation>すべてのリクエストのシステムプロンプト</translation>
    </message>
    <message>
        <source>Instead of the client&apos;s</source>
        <translation>クライアントのものと置き換える</translation>
    </message>
    <message>
        <source>Before the client&apos;s</source>
        <translation>クライアントのものの前に付ける</translation>
    </message>
    <message>
        <source>Place of the system prompt</source>
        <translation>システムプロンプトの位置</translation>
    </message>
    <message>
        <source>Changes to request bodies</source>
        <translation>リクエスト本文の変更</translation>
    </message>
    <message>
        <source>JSON: members to set, by their path. With “set” and “remove” some can be taken out; “anthropic:thinking” applies to one wire format alone.</source>
        <translation>設定するメンバーをパスで指定したJSONです。「set」と「remove」を使うと、メンバーの削除もできます。「anthropic:thinking」のように書くと、その通信形式にのみ適用されます。</translation>
    </message>
    <message>
        <source>Headers of every request</source>
        <translation>すべてのリクエストに付けるヘッダー</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Add header</source>
        <translation>ヘッダーを追加</translation>
    </message>
    <message>
        <source>Remove this header</source>
        <translation>このヘッダーを削除</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>設定に従う</translation>
    </message>
    <message>
        <source>http://, https:// or socks5://, with a user and password if need be, or none.</source>
        <translation>http://、https://、socks5://のいずれか（必要ならユーザー名とパスワードを含む）、またはnoneです。</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>認証局</translation>
    </message>
    <message>
        <source>Trusted for this channel beside the system&apos;s, for servers of your own.</source>
        <translation>自前のサーバー用です。このチャンネルでは、システムの認証局に加えて信頼します。</translation>
    </message>
    <message>
        <source>Model for tests</source>
        <translation>テスト用のモデル</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最も安いモデル</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Narrow</source>
        <translation>狭める</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
</context>
<context>
    <name>NetworkRow</name>
    <message>
        <source>Share with {network}</source>
        <translation>{network}と共有</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Show as QR code</source>
        <translation>QRコードを表示</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation>ポート使用中</translation>
    </message>
    <message>
        <source>Port reserved</source>
        <translation>ポート予約済み</translation>
    </message>
    <message>
        <source>Address gone</source>
        <translation>アドレスなし</translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation>待ち受け不可</translation>
    </message>
    <message>
        <source>VPN, not shared</source>
        <translation>VPN、共有しない</translation>
    </message>
    <message>
        <source>Not shared</source>
        <translation>共有しない</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>接続可能</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>待ち受け中</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>応答なし</translation>
    </message>
    <message>
        <source>Not connected now. Sharing goes on once this computer is back.</source>
        <translation>現在は接続されていません。このコンピューターが戻ると共有を再開します。</translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}. It is tried again by itself.</source>
        <translation>ポート{port}は{holder}が使用しています。自動で再試行します。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>別のプログラム</translation>
    </message>
    <message>
        <source>The system keeps port {port}. Choose another under Server.</source>
        <translation>ポート{port}はシステムが予約しています。「サーバー」で別のポートを選んでください。</translation>
    </message>
    <message>
        <source>This computer has another address by now. It is looked up again.</source>
        <translation>このコンピューターのアドレスが変わりました。もう一度確認しています。</translation>
    </message>
    <message>
        <source>The Internet can reach this address unless your router blocks it.</source>
        <translation>ルーターで遮断しない限り、インターネットからこのアドレスに接続できます。</translation>
    </message>
</context>
<context>
    <name>NetworksCard</name>
    <message>
        <source>{n} hidden: {names}</source>
        <translation>{n}件は非表示：{names}</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Only ticked addresses listen</source>
        <translation>チェックしたアドレスだけで待ち受けます</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再確認</translation>
    </message>
    <message>
        <source>This computer is in no network at the moment.</source>
        <translation>このコンピューターは現在どのネットワークにも接続していません。</translation>
    </message>
</context>
<context>
    <name>NoticeCard</name>
    <message>
        <source>For 1 hour</source>
        <translation>1時間</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>8時間</translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation>24時間</translation>
    </message>
    <message>
        <source>Until {time}</source>
        <translation>{time}まで</translation>
    </message>
    <message>
        <source>Not any more</source>
        <translation>解除</translation>
    </message>
    <message>
        <source>No</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Snooze</source>
        <translation>通知の休止</translation>
    </message>
    <message>
        <source>Nothing is said for so long. What is wrong still shows in the window.</source>
        <translation>指定した時間、通知しません。問題はウィンドウに引き続き表示されます。</translation>
    </message>
    <message>
        <source>A channel begins to fail</source>
        <translation>チャンネルが失敗し始めたとき</translation>
    </message>
    <message>
        <source>At most once an hour for each.</source>
        <translation>チャンネルごとに1時間に1回までです。</translation>
    </message>
    <message>
        <source>A provider rejects a key</source>
        <translation>プロバイダーがキーを拒否したとき</translation>
    </message>
    <message>
        <source>Or its account has no money left.</source>
        <translation>アカウントの残高がなくなったときも通知します。</translation>
    </message>
    <message>
        <source>A token&apos;s balance runs out</source>
        <translation>トークンの残高がなくなりそうなとき</translation>
    </message>
    <message>
        <source>At 80 % and when it is used up.</source>
        <translation>80%を使ったときと、使い切ったときに通知します。</translation>
    </message>
    <message>
        <source>The port had to be changed</source>
        <translation>ポートが変更されたとき</translation>
    </message>
    <message>
        <source>When another program had it at the start.</source>
        <translation>起動時に別のプログラムがポートを使用していた場合です。</translation>
    </message>
    <message>
        <source>A new version is there</source>
        <translation>新しいバージョンがあるとき</translation>
    </message>
    <message>
        <source>If an address to ask is set under About.</source>
        <translation>「情報」で確認先のアドレスを設定している場合です。</translation>
    </message>
</context>
<context>
    <name>NoticeModel</name>
    <message>
        <source>Port {wanted} is taken, so apps with that address do not reach it.</source>
        <translation>ポート{wanted}が使用中のため、そのアドレスを設定したアプリは接続できません。</translation>
    </message>
    <message>
        <source>Homeport listens on port {port}</source>
        <translation>Homeportはポート{port}で待ち受けています</translation>
    </message>
    <message>
        <source>See the settings</source>
        <translation>設定を見る</translation>
    </message>
    <message>
        <source>{name} is failing</source>
        <translation>「{name}」で失敗が続いています</translation>
    </message>
    <message>
        <source>Requests go to other channels that have the model, as long as there are any.</source>
        <translation>このモデルを提供するチャンネルがほかにあれば、リクエストはそちらに送られます。</translation>
    </message>
    <message>
        <source>See the channel</source>
        <translation>チャンネルを見る</translation>
    </message>
    <message>
        <source>{name} has no money left</source>
        <translation>「{name}」の残高がなくなりました</translation>
    </message>
    <message>
        <source>The key ending in {hint} is refused until its account is paid.</source>
        <translation>末尾が{hint}のキーは、アカウントへの支払いが済むまで拒否されます。</translation>
    </message>
    <message>
        <source>{name} rejected a key</source>
        <translation>「{name}」がキーを拒否しました</translation>
    </message>
    <message>
        <source>The key ending in {hint} is not used until you replace or test it.</source>
        <translation>末尾が{hint}のキーは、交換するかテストするまで使用されません。</translation>
    </message>
    <message>
        <source>{name} has used up its balance</source>
        <translation>「{name}」の残高がなくなりました</translation>
    </message>
    <message>
        <source>Requests with this token are refused until it is filled up.</source>
        <translation>残高を追加するまで、このトークンのリクエストは拒否されます。</translation>
    </message>
    <message>
        <source>{name} has used 80 % of its balance</source>
        <translation>「{name}」が残高の80%を使いました</translation>
    </message>
    <message>
        <source>{money} is left.</source>
        <translation>残りは{money}です。</translation>
    </message>
    <message>
        <source>See the token</source>
        <translation>トークンを見る</translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation>Homeport {version}を入手できます</translation>
    </message>
    <message>
        <source>Nothing is installed by itself.</source>
        <translation>自動でインストールされることはありません。</translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation>新機能を見る</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>See channels</source>
        <translation>チャンネルを見る</translation>
    </message>
    <message>
        <source>All channels are off, so no request can be answered.</source>
        <translation>すべてのチャンネルが無効なため、リクエストに応答できません。</translation>
    </message>
    <message>
        <source>All channels are resting until {time}.</source>
        <translation>すべてのチャンネルが{time}まで休止しています。</translation>
    </message>
    <message>
        <source>No channel can answer at the moment.</source>
        <translation>現在、応答できるチャンネルがありません。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>チャンネルを追加</translation>
    </message>
</context>
<context>
    <name>OwnerChoice</name>
    <message>
        <source>Belongs to</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Their limits hold for it as well. This cannot be changed later.</source>
        <translation>このユーザーの制限も適用されます。あとから変更できません。</translation>
    </message>
</context>
<context>
    <name>OwnerLine</name>
    <message>
        <source>Belongs to</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Belongs to {name}</source>
        <translation>{name}のトークン</translation>
    </message>
    <message>
        <source>What limits all their tokens together</source>
        <translation>このユーザーの全トークンへの制限</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Find anything</source>
        <translation>検索</translation>
    </message>
</context>
<context>
    <name>PassphraseFields</name>
    <message>
        <source>The two are not the same.</source>
        <translation>パスフレーズが一致しません。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>At least {n} characters. A few random words are easy to keep.</source>
        <translation>{n}文字以上。無作為に選んだ単語をいくつか並べると覚えやすくなります。</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>もう一度入力</translation>
    </message>
</context>
<context>
    <name>PauseModel</name>
    <message>
        <source>until you resume</source>
        <translation>再開するまで</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>{time}まで</translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation>15分間</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>1時間</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>再開するまで</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>What holds for all tokens of a person, or of a group, together. A request has to fit its token&apos;s own limits as well.</source>
        <translation>ユーザーまたはグループの全トークンにまとめて適用される制限です。リクエストはトークン自身の制限も満たす必要があります。</translation>
    </message>
    <message>
        <source>People</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Only you so far: every token is yours. Add a person for whoever else uses your channels: all their devices share one budget or balance, usage and log tell what is theirs, and one click stops it.</source>
        <translation>今はあなただけで、すべてのトークンがあなたのものです。ほかにチャンネルを使う人がいれば、ユーザーを追加してください。その人のすべての端末で1つの予算や残高を共有し、使用量とログで区別でき、ワンクリックで止められます。</translation>
    </message>
    <message>
        <source>Everything is in this group so far. Name others under Routing in a channel, then choose one in a token&apos;s limits.</source>
        <translation>今はすべてこのグループにあります。チャンネルの「ルーティング」でほかのグループを入力し、トークンの制限で選んでください。</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>ユーザーを追加</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Added {name}. What they need next is a token.</source>
        <translation>{name}を追加しました。次はトークンが必要です。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>Edit limits</source>
        <translation>制限を編集</translation>
    </message>
    <message>
        <source>Remove all limits</source>
        <translation>すべての制限を削除</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>New token for them</source>
        <translation>このユーザーのトークンを作成</translation>
    </message>
    <message>
        <source>Show their tokens</source>
        <translation>トークンを表示</translation>
    </message>
    <message>
        <source>Show their requests</source>
        <translation>リクエストを表示</translation>
    </message>
    <message>
        <source>Limits of {name} saved</source>
        <translation>{name}の制限を保存しました</translation>
    </message>
    <message>
        <source>Nothing limits {name} any more</source>
        <translation>{name}の制限はなくなりました</translation>
    </message>
    <message>
        <source>Removed {name}. Their tokens stopped working.</source>
        <translation>{name}を削除しました。トークンは使えなくなりました。</translation>
    </message>
</context>
<context>
    <name>PeopleTable</name>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用済み</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>Rates</source>
        <translation>レート</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>使い切り</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>予算超過</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name}のその他の操作</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>残高</translation>
    </message>
    <message>
        <source>Balance: {left} left, {used} used</source>
        <translation>残高：残り{left}、使用済み{used}</translation>
    </message>
    <message>
        <source>{n}/min</source>
        <translation>{n}/分</translation>
    </message>
    <message>
        <source>{n} requests a minute</source>
        <translation>毎分{n}リクエスト</translation>
    </message>
    <message>
        <source>{n} tokens/min</source>
        <translation>{n}トークン/分</translation>
    </message>
    <message>
        <source>{n} tokens a minute</source>
        <translation>毎分{n}トークン</translation>
    </message>
    <message>
        <source>{n} at once</source>
        <translation>同時{n}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PersonFields</name>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Mum</source>
        <translation>お母さん</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Balance in dollars</source>
        <translation>残高（ドル）</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
</context>
<context>
    <name>PickTile</name>
    <message>
        <source>Select {name}</source>
        <translation>{name}を選択</translation>
    </message>
</context>
<context>
    <name>PriceDiff</name>
    <message>
        <source>no map of prices known here</source>
        <translation>対応していない価格マップ</translation>
    </message>
    <message>
        <source>no map</source>
        <translation>マップではない</translation>
    </message>
    <message>
        <source>no number a price can be</source>
        <translation>価格にできない値</translation>
    </message>
    <message>
        <source>a name with * matches nothing</source>
        <translation>*を含む名前はどのモデルにも一致しない</translation>
    </message>
    <message>
        <source>negative: a quota unit each</source>
        <translation>負の値：1件につき1クォータ単位</translation>
    </message>
    <message>
        <source>ten times off the catalogue</source>
        <translation>カタログと10倍以上の差</translation>
    </message>
    <message>
        <source>kinds of token without a map there</source>
        <translation>書き出し先にマップがないトークンの種類</translation>
    </message>
    <message>
        <source>prices of long prompts</source>
        <translation>長いプロンプトの価格</translation>
    </message>
    <message>
        <source>priced by the image, second or the like</source>
        <translation>画像や秒などを単位とする価格</translation>
    </message>
    <message>
        <source>priced by the request</source>
        <translation>リクエスト単位の価格</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>キャッシュ入力</translation>
    </message>
    <message>
        <source>Written to the cache</source>
        <translation>キャッシュ書き込み</translation>
    </message>
    <message>
        <source>Written for an hour</source>
        <translation>1時間キャッシュ書き込み</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推論</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>ほか{n}件</translation>
    </message>
    <message>
        <source>Not in the file</source>
        <translation>ファイルに含まれないもの</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Your own price stays in force</source>
        <translation>独自価格を引き続き適用</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>取り込まないもの</translation>
    </message>
    <message>
        <source>Look at these</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Your price in dollars stays in force</source>
        <translation>ドルの独自価格を引き続き適用</translation>
    </message>
</context>
<context>
    <name>PriceFields</name>
    <message>
        <source>Dollars per million</source>
        <translation>100万あたりのドル</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>倍率</translation>
    </message>
    <message>
        <source>How the price is given</source>
        <translation>価格の指定方法</translation>
    </message>
    <message>
        <source>More kinds</source>
        <translation>その他の種類</translation>
    </message>
    <message>
        <source>as input</source>
        <translation>入力と同じ</translation>
    </message>
    <message>
        <source>as output</source>
        <translation>出力と同じ</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>キャッシュ入力</translation>
    </message>
    <message>
        <source>Written to the cache</source>
        <translation>キャッシュ書き込み</translation>
    </message>
    <message>
        <source>Written for an hour</source>
        <translation>1時間キャッシュ書き込み</translation>
    </message>
    <message>
        <source>as written</source>
        <translation>書き込みと同じ</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推論</translation>
    </message>
    <message>
        <source>Audio in</source>
        <translation>音声入力</translation>
    </message>
    <message>
        <source>Audio out</source>
        <translation>音声出力</translation>
    </message>
    <message>
        <source>Image in</source>
        <translation>画像入力</translation>
    </message>
    <message>
        <source>Image out</source>
        <translation>画像出力</translation>
    </message>
    <message>
        <source>Each image</source>
        <translation>画像1枚</translation>
    </message>
    <message>
        <source>Each image read</source>
        <translation>読み取り画像1枚</translation>
    </message>
    <message>
        <source>Each character spoken</source>
        <translation>読み上げ1文字</translation>
    </message>
    <message>
        <source>Each second heard</source>
        <translation>認識1秒</translation>
    </message>
    <message>
        <source>Each second made</source>
        <translation>生成1秒</translation>
    </message>
    <message>
        <source>Each search</source>
        <translation>検索1回</translation>
    </message>
    <message>
        <source>Each page</source>
        <translation>1ページ</translation>
    </message>
    <message>
        <source>Each request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>Model ratio</source>
        <translation>モデル倍率</translation>
    </message>
    <message>
        <source>Completion ratio</source>
        <translation>補完倍率</translation>
    </message>
    <message>
        <source>as one-api</source>
        <translation>one-apiと同じ</translation>
    </message>
</context>
<context>
    <name>PriceForm</name>
    <message>
        <source>An amount in dollars, like 3 or 0.27.</source>
        <translation>3や0.27のようなドルの金額を入力してください。</translation>
    </message>
    <message>
        <source>A number, like 1.5. 1 is $2 per million tokens.</source>
        <translation>1.5のような数値を入力してください。1は100万トークンあたり$2です。</translation>
    </message>
    <message>
        <source>Every price needs this one. 0 is free.</source>
        <translation>価格には必ずこの値が必要です。0は無料です。</translation>
    </message>
    <message>
        <source>A price for each request stands alone. Empty the other fields.</source>
        <translation>リクエスト1件の価格は、他の価格と併用できません。他の欄を空欄にしてください。</translation>
    </message>
    <message>
        <source>This is too large or too small.</source>
        <translation>大きすぎるか、小さすぎます。</translation>
    </message>
</context>
<context>
    <name>PriceSource</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Where the prices come from</source>
        <translation>価格の取得元</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>ファイルを選択…</translation>
    </message>
    <message>
        <source>Homeport&apos;s prices.json, LiteLLM&apos;s model_prices_and_context_window.json, or the ratios of one-api or new-api.</source>
        <translation>Homeportのprices.json、LiteLLMのmodel_prices_and_context_window.json、one-apiまたはnew-apiの倍率に対応しています。</translation>
    </message>
    <message>
        <source>Address of the prices</source>
        <translation>価格のアドレス</translation>
    </message>
    <message>
        <source>It is on my own network</source>
        <translation>自分のネットワーク内にある</translation>
    </message>
    <message>
        <source>It is asked once, when you press the button. Nothing of yours is sent along.</source>
        <translation>ボタンを押したときに1回だけ接続します。あなたの情報は送信されません。</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Prices or ratios as JSON</source>
        <translation>価格または倍率のJSON</translation>
    </message>
    <message>
        <source>A map without a name is</source>
        <translation>名前のないマップの種類</translation>
    </message>
    <message>
        <source>Model ratios</source>
        <translation>モデル倍率</translation>
    </message>
    <message>
        <source>Completion ratios</source>
        <translation>補完倍率</translation>
    </message>
    <message>
        <source>Group ratios</source>
        <translation>グループ倍率</translation>
    </message>
    <message>
        <source>Cache ratios</source>
        <translation>キャッシュ倍率</translation>
    </message>
    <message>
        <source>Cache write ratios</source>
        <translation>キャッシュ書き込み倍率</translation>
    </message>
    <message>
        <source>Image ratios</source>
        <translation>画像倍率</translation>
    </message>
    <message>
        <source>Audio ratios</source>
        <translation>音声倍率</translation>
    </message>
    <message>
        <source>Audio completion ratios</source>
        <translation>音声補完倍率</translation>
    </message>
    <message>
        <source>Show what changes</source>
        <translation>変更内容を表示</translation>
    </message>
</context>
<context>
    <name>PriceUpdateSheet</name>
    <message>
        <source>Choose a file of prices</source>
        <translation>価格のファイルを選択</translation>
    </message>
    <message>
        <source>JSON (*.json);;All files (*)</source>
        <translation>JSON (*.json);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Save the ratios</source>
        <translation>倍率を保存</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Prices updated</source>
        <translation>価格を更新しました</translation>
    </message>
    <message>
        <source>The shipped prices are in force</source>
        <translation>同梱の価格を適用しました</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>前回の更新を取り消しました</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name}を保存しました</translation>
    </message>
    <message>
        <source>Remove what the file does not name ({n})</source>
        <translation>ファイルにない項目を削除（{n}件）</translation>
    </message>
    <message>
        <source>In force: the prices that shipped, of {date}, for {n} models.</source>
        <translation>適用中：同梱の価格（{date}、モデル{n}個）。</translation>
    </message>
    <message>
        <source>In force: prices you took in, of {date}, for {n} models.</source>
        <translation>適用中：取り込んだ価格（{date}、モデル{n}個）。</translation>
    </message>
    <message>
        <source>It says what is in force already.</source>
        <translation>適用中の内容と同じです。</translation>
    </message>
    <message>
        <source>Ratios: {n} entries change, {same} stay.</source>
        <translation>倍率：{n}件を変更、{same}件はそのままです。</translation>
    </message>
    <message>
        <source>Prices: {n} changes.</source>
        <translation>価格：{n}件を変更します。</translation>
    </message>
    <message>
        <source>Update prices</source>
        <translation>価格を更新</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Write out</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Which way</source>
        <translation>取り込みまたは書き出し</translation>
    </message>
    <message>
        <source>Take the last back</source>
        <translation>前回の更新を取り消す</translation>
    </message>
    <message>
        <source>Back to the shipped ones</source>
        <translation>同梱の価格に戻す</translation>
    </message>
    <message>
        <source>Your own prices and ratios as the maps that one-api and new-api read. What they cannot say is listed.</source>
        <translation>独自価格と独自倍率を、one-apiとnew-apiで読み込めるマップとして書き出します。マップで表せないものは一覧に表示します。</translation>
    </message>
    <message>
        <source>Every model that my channels offer</source>
        <translation>チャンネルが提供するすべてのモデル</translation>
    </message>
    <message>
        <source>Save for one-api…</source>
        <translation>one-api用に保存…</translation>
    </message>
    <message>
        <source>Save for new-api…</source>
        <translation>new-api用に保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Where keys are kept</source>
        <translation>キーの保管場所</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Unlock the keys</source>
        <translation>キーのロックを解除</translation>
    </message>
    <message>
        <source>Your keychain may show a prompt behind this window.</source>
        <translation>キーチェーンの確認画面が、このウィンドウの後ろに表示されている場合があります。</translation>
    </message>
    <message>
        <source>Use the recovery passphrase</source>
        <translation>リカバリーパスフレーズを使う</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>リカバリーパスフレーズ</translation>
    </message>
    <message>
        <source>Opens your keys if the keychain is emptied or the data moves to another PC.</source>
        <translation>キーチェーンが空になったときや、データを別のPCに移したときに、キーを復号できます。</translation>
    </message>
    <message>
        <source>Not set: if the keychain is emptied, your keys cannot be opened again.</source>
        <translation>未設定：キーチェーンが空になると、キーを二度と復号できません。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Without it, only the keychain opens your keys. Remove it?</source>
        <translation>削除すると、キーを復号できるのはキーチェーンだけになります。削除しますか？</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Change the recovery passphrase</source>
        <translation>リカバリーパスフレーズを変更</translation>
    </message>
    <message>
        <source>Set a recovery passphrase</source>
        <translation>リカバリーパスフレーズを設定</translation>
    </message>
    <message>
        <source>{n} requests are logged; {m} responses are kept, sealed.</source>
        <translation>{n}件のリクエストを記録し、{m}件の応答を暗号化して保存しています。</translation>
    </message>
    <message>
        <source>Clear the log</source>
        <translation>ログを消去</translation>
    </message>
    <message>
        <source>{n} requests are logged, without what was asked and answered.</source>
        <translation>{n}件のリクエストを記録しています。質問と回答の内容は含みません。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Clear it</source>
        <translation>消去する</translation>
    </message>
    <message>
        <source>Forget {n} requests? This cannot be undone. Costs, usage and balances stay.</source>
        <translation>{n}件のリクエストの記録を消去しますか？この操作は取り消せません。コスト、使用量、残高は残ります。</translation>
    </message>
    <message>
        <source>Forget {n} requests and {m} responses? This cannot be undone. Costs, usage and balances stay.</source>
        <translation>{n}件のリクエストの記録と{m}件の応答を消去しますか？この操作は取り消せません。コスト、使用量、残高は残ります。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>{n} requests were forgotten.</source>
        <translation>{n}件のリクエストの記録を消去しました。</translation>
    </message>
</context>
<context>
    <name>ProviderTiles</name>
    <message>
        <source>{n} more</source>
        <translation>ほか{n}件</translation>
    </message>
    <message>
        <source>Or is it from another provider?</source>
        <translation>別のプロバイダーのキーですか？</translation>
    </message>
    <message>
        <source>Or choose a provider</source>
        <translation>またはプロバイダーを選択</translation>
    </message>
    <message>
        <source>Search providers</source>
        <translation>プロバイダーを検索</translation>
    </message>
    <message>
        <source>No provider of that name. Most speak OpenAI&apos;s way: take OpenAI-compatible.</source>
        <translation>一致するプロバイダーはありません。多くはOpenAI形式に対応しています。「OpenAI-compatible」を選んでください。</translation>
    </message>
</context>
<context>
    <name>ProxyRow</name>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>カスタム</translation>
    </message>
</context>
<context>
    <name>QrSheet</name>
    <message>
        <source>Open on another device</source>
        <translation>別のデバイスで開く</translation>
    </message>
    <message>
        <source>Scan with a phone in the same network, or type the address.</source>
        <translation>同じネットワークのスマートフォンで読み取るか、アドレスを入力してください。</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>The code holds the address alone, never a key.</source>
        <translation>コードに含まれるのはアドレスだけで、キーは含まれません。</translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <source>Quit Homeport?</source>
        <translation>Homeportを終了しますか？</translation>
    </message>
    <message>
        <source>1 request is still running</source>
        <translation>処理中のリクエストが1件あります</translation>
    </message>
    <message>
        <source>{n} requests are still running</source>
        <translation>処理中のリクエストが{n}件あります</translation>
    </message>
    <message>
        <source>Homeport waits up to 10 seconds for them to finish, then quits.</source>
        <translation>最大10秒間リクエストの完了を待ってから、終了します。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>実行を続ける</translation>
    </message>
    <message>
        <source>Quit when finished</source>
        <translation>完了後に終了</translation>
    </message>
</context>
<context>
    <name>RateFields</name>
    <message>
        <source>Requests/min</source>
        <translation>リクエスト/分</translation>
    </message>
    <message>
        <source>Requests in any minute</source>
        <translation>任意の1分間のリクエスト数</translation>
    </message>
    <message>
        <source>Tokens/min</source>
        <translation>トークン/分</translation>
    </message>
    <message>
        <source>Tokens of text, in and out, in any minute</source>
        <translation>任意の1分間の入出力トークン数</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>同時実行</translation>
    </message>
    <message>
        <source>Requests that may run at the same time</source>
        <translation>同時に実行できるリクエスト数</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>無制限</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Your keys are open again, and the key is kept here.</source>
        <translation>キーを再び使えるようになりました。復号用のキーはこのコンピューターに保存されました。</translation>
    </message>
    <message>
        <source>{keychain} does not give the key out.</source>
        <translation>{keychain}からキーを取得できません。</translation>
    </message>
    <message>
        <source>The key that opens them is not in {keychain} any more.</source>
        <translation>キーを復号するためのキーが{keychain}にありません。</translation>
    </message>
    <message>
        <source>Your channels, tokens and balances are all here, sealed. Until they are opened, requests wait and nothing is lost.</source>
        <translation>チャンネル、トークン、残高はすべて暗号化されて残っています。復号するまでリクエストは待機し、何も失われません。</translation>
    </message>
    <message>
        <source>Open your keys with the recovery passphrase</source>
        <translation>リカバリーパスフレーズでキーを復号</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>リカバリーパスフレーズ</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>復号</translation>
    </message>
    <message>
        <source>Open the keys</source>
        <translation>キーを復号</translation>
    </message>
    <message>
        <source>Ask the keychain again</source>
        <translation>キーチェーンに再度問い合わせ</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>後で</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>The recovery passphrase is set. Keep it somewhere safe.</source>
        <translation>リカバリーパスフレーズを設定しました。安全な場所に保管してください。</translation>
    </message>
    <message>
        <source>Recovery passphrase</source>
        <translation>リカバリーパスフレーズ</translation>
    </message>
    <message>
        <source>If your keychain is emptied, or you move the data folder to another computer, this passphrase opens your keys again. Homeport keeps them sealed with it inside the database and its backups, never the passphrase itself: nobody can look it up.</source>
        <translation>キーチェーンが空になったときや、データフォルダーを別のコンピューターに移したときに、このパスフレーズでキーを復号できます。Homeportは、このパスフレーズで暗号化したキーをデータベースとそのバックアップに保存しますが、パスフレーズ自体は保存しません。そのため、後から調べることは誰にもできません。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Set passphrase</source>
        <translation>パスフレーズを設定</translation>
    </message>
</context>
<context>
    <name>RequestLog</name>
    <message>
        <source>From the cache</source>
        <translation>キャッシュから</translation>
    </message>
    <message>
        <source>Sent again</source>
        <translation>再送</translation>
    </message>
</context>
<context>
    <name>RequestLogModel</name>
    <message>
        <source>Loading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Searching… {share}</source>
        <translation>検索中… {share}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>In</source>
        <translation>入力</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>出力</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
    <message>
        <source>First</source>
        <translation>初回</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>アプリ</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>キャッシュ</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
</context>
<context>
    <name>RequestMenu</name>
    <message>
        <source>Copy request id</source>
        <translation>リクエストIDをコピー</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>curlとしてコピー</translation>
    </message>
    <message>
        <source>Open channel</source>
        <translation>チャンネルを開く</translation>
    </message>
    <message>
        <source>Without model {name}</source>
        <translation>モデル{name}を除く</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>リクエストをキャンセル</translation>
    </message>
    <message>
        <source>Only model {name}</source>
        <translation>モデル{name}のみ</translation>
    </message>
    <message>
        <source>Only channel {name}</source>
        <translation>チャンネル{name}のみ</translation>
    </message>
    <message>
        <source>Only token {name}</source>
        <translation>トークン{name}のみ</translation>
    </message>
    <message>
        <source>Only client {name}</source>
        <translation>アプリ{name}のみ</translation>
    </message>
    <message>
        <source>Only status {name}</source>
        <translation>状態{name}のみ</translation>
    </message>
    <message>
        <source>Only answered by {name}</source>
        <translation>{name}が回答したもののみ</translation>
    </message>
</context>
<context>
    <name>RestoreSheet</name>
    <message>
        <source>Reading the file…</source>
        <translation>ファイルを読み込んでいます…</translation>
    </message>
    <message>
        <source>Restoring. Requests wait for a moment…</source>
        <translation>復元しています。リクエストは少しの間待機します…</translation>
    </message>
    <message>
        <source>Restored. The data before is kept as {name}.</source>
        <translation>復元しました。以前のデータは{name}として残しています。</translation>
    </message>
    <message>
        <source>Its keys are sealed with another computer&apos;s key.</source>
        <translation>キーは別のコンピューターのキーで暗号化されています。</translation>
    </message>
    <message>
        <source>After restoring you will be asked for its recovery passphrase.</source>
        <translation>復元後に、そのリカバリーパスフレーズの入力を求められます。</translation>
    </message>
    <message>
        <source>Its keys cannot be opened on this computer.</source>
        <translation>このコンピューターではキーを復号できません。</translation>
    </message>
    <message>
        <source>Channels and tokens would need their keys entered again.</source>
        <translation>チャンネルとトークンのキーを入力し直す必要があります。</translation>
    </message>
    <message>
        <source>Some balances in it do not match their ledger.</source>
        <translation>一部の残高が台帳と一致しません。</translation>
    </message>
    <message>
        <source>Accounts: {n}</source>
        <translation>アカウント：{n}件</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Last entry</source>
        <translation>最後の記帳</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>People</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Requests in the log</source>
        <translation>ログのリクエスト</translation>
    </message>
    <message>
        <source>Left on limited tokens</source>
        <translation>上限付きトークンの残高</translation>
    </message>
    <message>
        <source>Its keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>open here</source>
        <translation>復号可能</translation>
    </message>
    <message>
        <source>sealed elsewhere</source>
        <translation>別の環境で暗号化</translation>
    </message>
    <message>
        <source>unknown while locked</source>
        <translation>ロック中のため不明</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>作成元</translation>
    </message>
    <message>
        <source>an older Homeport, will be updated</source>
        <translation>以前のHomeport（更新されます）</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>バックアップを復元</translation>
    </message>
    <message>
        <source>Homeport finishes what runs, puts this in the place of its data and starts again. What you have now is kept as a backup, so you can come back.</source>
        <translation>処理中のものが完了してから、データをこのバックアップに置き換えてHomeportを再起動します。現在のデータはバックアップとして残るため、元に戻せます。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>このバックアップを復元</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>{provider} key</source>
        <translation>{provider}キー</translation>
    </message>
    <message>
        <source>{provider}: {n} keys</source>
        <translation>{provider}：キー{n}個</translation>
    </message>
    <message>
        <source>This looks like a key of {other}. Nothing has been sent yet.</source>
        <translation>{other}のキーのようです。まだ何も送信していません。</translation>
    </message>
    <message>
        <source>Use {other}</source>
        <translation>{other}を使う</translation>
    </message>
    <message>
        <source>It is for {provider}</source>
        <translation>{provider}のキーです</translation>
    </message>
    <message>
        <source>Add anyway</source>
        <translation>このまま追加</translation>
    </message>
    <message>
        <source>Add channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新しいチャンネル</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>{at} of {total}</source>
        <translation>{at}/{total}</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>スキップ</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>APIキー</translation>
    </message>
    <message>
        <source>if it needs one</source>
        <translation>必要な場合</translation>
    </message>
    <message>
        <source>Get a key</source>
        <translation>キーを取得</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>ベースURL</translation>
    </message>
    <message>
        <source>More</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Names of models</source>
        <translation>モデル名</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
</context>
<context>
    <name>Route</name>
    <message>
        <source>Switched off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Does not have this model</source>
        <translation>このモデルを提供していない</translation>
    </message>
    <message>
        <source>Serves other groups: {detail}</source>
        <translation>他のグループ用：{detail}</translation>
    </message>
    <message>
        <source>Has no key</source>
        <translation>キーがない</translation>
    </message>
    <message>
        <source>Its keys are switched off</source>
        <translation>キーはすべて無効</translation>
    </message>
    <message>
        <source>Its keys are locked in the vault</source>
        <translation>キーがキー保管庫でロック中</translation>
    </message>
    <message>
        <source>Closed until {time}; open {detail}</source>
        <translation>{time}まで時間外（利用時間帯：{detail}）</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>満杯</translation>
    </message>
    <message>
        <source>Its budget is used up</source>
        <translation>予算を使い切りました</translation>
    </message>
    <message>
        <source>Today&apos;s {detail} tokens are used up, until {time}</source>
        <translation>今日の{detail}トークンを使い切り、{time}まで休止</translation>
    </message>
    <message>
        <source>You let it rest until {time}</source>
        <translation>自分で{time}まで休止</translation>
    </message>
    <message>
        <source>Rests until {time}</source>
        <translation>{time}まで休止</translation>
    </message>
    <message>
        <source>Its rate limit is used up until {time}</source>
        <translation>レート制限に到達、{time}まで休止</translation>
    </message>
    <message>
        <source>Refused: a probe tries its key at {time}</source>
        <translation>拒否：{time}にキーを再確認</translation>
    </message>
    <message>
        <source>Another request is trying it</source>
        <translation>別のリクエストが試行中</translation>
    </message>
    <message>
        <source>The model has no price, the token has a balance</source>
        <translation>モデルに価格がなく、トークンに残高の制限がある</translation>
    </message>
    <message>
        <source>The provider does not have this endpoint</source>
        <translation>プロバイダーにこのエンドポイントがない</translation>
    </message>
    <message>
        <source>Was tried in vain</source>
        <translation>試行したが失敗</translation>
    </message>
    <message>
        <source>Full: {limit} requests at once</source>
        <translation>満杯：同時 {limit} リクエストまで</translation>
    </message>
    <message>
        <source>Full: {limit} requests a minute</source>
        <translation>満杯：毎分 {limit} リクエストまで</translation>
    </message>
    <message>
        <source>Full: {limit} tokens a minute</source>
        <translation>満杯：毎分 {limit} トークンまで</translation>
    </message>
    <message>
        <source>Its budget is used up until {time}</source>
        <translation>予算を使い切りました（{time}まで）</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>重みに応じて</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最も安いチャンネル</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>最も速いチャンネル</translation>
    </message>
    <message>
        <source>Each in turn</source>
        <translation>順番に交代</translation>
    </message>
    <message>
        <source>If none answers</source>
        <translation>どのチャンネルも応答しない場合</translation>
    </message>
    <message>
        <source>If the prompt is too long</source>
        <translation>プロンプトが長すぎる場合</translation>
    </message>
    <message>
        <source>Past 80 % of a balance or budget</source>
        <translation>残高または予算の 80% を超えたら</translation>
    </message>
    <message>
        <source>{reason}.</source>
        <translation>{reason}。</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>{what}: the next request tries it</source>
        <translation>{what}：次のリクエストで試行</translation>
    </message>
    <message>
        <source>{what}: a request is trying it</source>
        <translation>{what}：リクエストが試行中</translation>
    </message>
    <message>
        <source>{what}: rests until {time}</source>
        <translation>{what}：{time}まで休止</translation>
    </message>
    <message>
        <source>{what}: a probe tries it at {time}</source>
        <translation>{what}：{time}に再確認</translation>
    </message>
</context>
<context>
    <name>RouteSheet</name>
    <message>
        <source>Why this route?</source>
        <translation>このルートの理由</translation>
    </message>
    <message>
        <source>Nobody can answer now.</source>
        <translation>現在、応答できるチャンネルがありません。</translation>
    </message>
    <message>
        <source>Every channel with this model can be asked.</source>
        <translation>このモデルを提供するチャンネルは、すべて試行できます。</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>試行しないチャンネル</translation>
    </message>
    <message>
        <source>Not asked, beside {n} channels without this model</source>
        <translation>試行しないチャンネル（このモデルのない{n}件を除く）</translation>
    </message>
    <message>
        <source>Group {name}</source>
        <translation>グループ「{name}」</translation>
    </message>
    <message>
        <source>Token {name}</source>
        <translation>トークン「{name}」</translation>
    </message>
    <message>
        <source>As its group does</source>
        <translation>グループに従う</translation>
    </message>
    <message>
        <source>As the settings say</source>
        <translation>設定に従う</translation>
    </message>
    <message>
        <source>For all other models of the group {name}</source>
        <translation>グループ「{name}」の他のすべてのモデル</translation>
    </message>
    <message>
        <source>Nothing stands in</source>
        <translation>代替モデルなし</translation>
    </message>
    <message>
        <source>priority {n}</source>
        <translation>優先度{n}</translation>
    </message>
    <message>
        <source>sends {name}</source>
        <translation>{name}として送信</translation>
    </message>
    <message>
        <source>asked last: it failed lately</source>
        <translation>最近失敗したため最後に試行</translation>
    </message>
    <message>
        <source>{n} of {all} keys rest</source>
        <translation>キー{all}個中{n}個が休止中</translation>
    </message>
    <message>
        <source>{n}.</source>
        <translation>{n}.</translation>
    </message>
    <message>
        <source>The token may not use this model.</source>
        <translation>このトークンでは、このモデルを使用できません。</translation>
    </message>
    <message>
        <source>The token has expired.</source>
        <translation>トークンの有効期限が切れています。</translation>
    </message>
    <message>
        <source>The token is switched off.</source>
        <translation>トークンは無効になっています。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Asked, in this order</source>
        <translation>試行する順序</translation>
    </message>
    <message>
        <source>Which channel first</source>
        <translation>最初に使うチャンネル</translation>
    </message>
    <message>
        <source>Among channels of one priority. What you choose here applies at once.</source>
        <translation>優先度が同じチャンネルの中での選び方です。ここでの選択はすぐに適用されます。</translation>
    </message>
</context>
<context>
    <name>RoutingTab</name>
    <message>
        <source>Priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>A request goes on to the next priority when none here can answer.</source>
        <translation>この優先度のどのチャンネルも応答できない場合、リクエストは次の優先度に進みます。</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>Its share among channels of the same priority: 2 takes twice as many as 1.</source>
        <translation>同じ優先度のチャンネル内での分担です。2は1の2倍を処理します。</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Tokens of these groups may use it; a token without a group is in “default”.</source>
        <translation>これらのグループのトークンが使用できます。グループのないトークンは「default」に属します。</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>利用時間帯</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>常時</translation>
    </message>
    <message>
        <source>When it may be asked, such as mon-fri 22:00-07:00, sat sun, by this computer&apos;s clock.</source>
        <translation>このチャンネルを使う曜日と時刻です（例：mon-fri 22:00-07:00, sat sun）。このコンピューターの時計に従います。</translation>
    </message>
    <message>
        <source>The only channel</source>
        <translation>唯一のチャンネル</translation>
    </message>
    <message>
        <source>First, alone</source>
        <translation>最初、単独</translation>
    </message>
    <message>
        <source>Together with {names}</source>
        <translation>{names}と同じ順位</translation>
    </message>
    <message>
        <source>After {names}, alone</source>
        <translation>{names}の次、単独</translation>
    </message>
    <message>
        <source>Last, alone</source>
        <translation>最後、単独</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name}ほか{n}件</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>since {time}</source>
        <translation>{time}から</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>{n} on</source>
        <translation>有効{n}件</translation>
    </message>
    <message>
        <source>{n} resting</source>
        <translation>休止{n}件</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Answer requests</source>
        <translation>リクエストに応答する</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>リクエストを再開</translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation>すべてのリクエストを一時停止</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Sharing</source>
        <translation>共有</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>プライバシー</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>About</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>セクション</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>設定を検索</translation>
    </message>
    <message>
        <source>No setting says this.</source>
        <translation>一致する設定はありません。</translation>
    </message>
</context>
<context>
    <name>SharingNews</name>
    <message>
        <source>{address} sent too many wrong keys and is blocked until {time}.</source>
        <translation>誤ったキーが多すぎるため、{address}を{time}までブロックします。</translation>
    </message>
</context>
<context>
    <name>SharingSection</name>
    <message>
        <source>Stop sharing by itself</source>
        <translation>共有を自動で停止</translation>
    </message>
    <message>
        <source>Some time after it was switched on. Guests are cut off then.</source>
        <translation>オンにしてから一定時間後に停止します。接続中のデバイスは切断されます。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>After 1 hour</source>
        <translation>1時間後</translation>
    </message>
    <message>
        <source>After {n} hours</source>
        <translation>{n}時間後</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <source>Loading</source>
        <translation>読み込み中</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <source>Working</source>
        <translation>処理中</translation>
    </message>
</context>
<context>
    <name>StartCard</name>
    <message>
        <source>The system did not allow it: {reason}</source>
        <translation>システムが許可しませんでした：{reason}</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>ログイン時に起動</translation>
    </message>
    <message>
        <source>Your apps are answered from the moment you log in; the window stays hidden.</source>
        <translation>ログインした時点からアプリに応答します。ウィンドウは表示されません。</translation>
    </message>
    <message>
        <source>Start hidden</source>
        <translation>ウィンドウを表示せずに起動</translation>
    </message>
    <message>
        <source>Only the tray icon shows. Starting Homeport again brings the window.</source>
        <translation>トレイアイコンのみ表示します。もう一度Homeportを起動するとウィンドウが開きます。</translation>
    </message>
    <message>
        <source>Close button</source>
        <translation>閉じるボタン</translation>
    </message>
    <message>
        <source>What happens when you close the window.</source>
        <translation>ウィンドウを閉じたときの動作です。</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>実行を続ける</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Ask the first time</source>
        <translation>初回に確認</translation>
    </message>
</context>
<context>
    <name>StateButton</name>
    <message>
        <source>Why, and since when</source>
        <translation>原因と開始時刻</translation>
    </message>
</context>
<context>
    <name>Statement</name>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Paid in</source>
        <translation>入金</translation>
    </message>
    <message>
        <source>Balance set</source>
        <translation>残高の設定</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>返金</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>Beyond a balance</source>
        <translation>残高の超過分</translation>
    </message>
    <message>
        <source>Booked after a crash</source>
        <translation>クラッシュ後の記帳</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{year}年{month}</translation>
    </message>
    <message>
        <source>Statement for {name}</source>
        <translation>{name}の利用明細</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>入力トークン</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>出力トークン</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用額</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期首残高</translation>
    </message>
    <message>
        <source>Closing balance</source>
        <translation>期末残高</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>トークン別</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>モデル別</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>記帳</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金額</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>残高</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
</context>
<context>
    <name>StatementSheet</name>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Page to print (*.html)</source>
        <translation>印刷用ページ (*.html)</translation>
    </message>
    <message>
        <source>Save the statement</source>
        <translation>利用明細を保存</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name}を保存しました</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Tokens in</source>
        <translation>入力トークン</translation>
    </message>
    <message>
        <source>Tokens out</source>
        <translation>出力トークン</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用額</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>期首残高</translation>
    </message>
    <message>
        <source>Closing balance</source>
        <translation>期末残高</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>トークン別</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>モデル別</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>記帳</translation>
    </message>
    <message>
        <source>This month has not ended: more may come.</source>
        <translation>この月はまだ終わっていないため、今後増える場合があります。</translation>
    </message>
    <message>
        <source>There is no limit, so there is no balance.</source>
        <translation>無制限のため、残高はありません。</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>利用明細</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>CSVで保存…</translation>
    </message>
    <message>
        <source>Save to print…</source>
        <translation>印刷用に保存…</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>減らす</translation>
    </message>
    <message>
        <source>More</source>
        <translation>増やす</translation>
    </message>
</context>
<context>
    <name>SwitchCard</name>
    <message>
        <source>Share on local network</source>
        <translation>ローカルネットワークで共有</translation>
    </message>
    <message>
        <source>People on your network can use your channels if they have a key.</source>
        <translation>ネットワーク上の人が、キーを使ってあなたのチャンネルを利用できます。</translation>
    </message>
    <message>
        <source>Off: only programs on this computer can connect.</source>
        <translation>オフ：このコンピューターのプログラムだけが接続できます。</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>共有を停止</translation>
    </message>
    <message>
        <source>Keep sharing</source>
        <translation>共有を続ける</translation>
    </message>
    <message>
        <source>Set by the environment (HOMEPORT_SHARING).</source>
        <translation>環境変数（HOMEPORT_SHARING）で設定されています。</translation>
    </message>
    <message>
        <source>Traffic inside your network is not encrypted. A key is always required.</source>
        <translation>ネットワーク内の通信は暗号化されません。キーは常に必要です。</translation>
    </message>
    <message>
        <source>Sharing ends {time}.</source>
        <translation>共有は{time}に終了します。</translation>
    </message>
    <message>
        <source>{sentence} {ends}</source>
        <translation>{sentence}{ends}</translation>
    </message>
    <message>
        <source>Homeport was started with --host {host}; that decides who connects.</source>
        <translation>Homeportは--host {host}で起動されており、接続できる相手はそれで決まります。</translation>
    </message>
    <message>
        <source>The address {host} under Server decides who connects. Empty it first.</source>
        <translation>「サーバー」のアドレス{host}で接続できる相手が決まっています。先に空欄にしてください。</translation>
    </message>
    <message>
        <source>1 device is connected and will be cut off.</source>
        <translation>接続中のデバイス1台が切断されます。</translation>
    </message>
    <message>
        <source>{n} devices are connected and will be cut off.</source>
        <translation>接続中のデバイス{n}台が切断されます。</translation>
    </message>
    <message>
        <source>1 running request ends with it.</source>
        <translation>処理中のリクエスト1件も終了します。</translation>
    </message>
    <message>
        <source>{n} running requests end with that.</source>
        <translation>処理中のリクエスト{n}件も終了します。</translation>
    </message>
    <message>
        <source>{devices} {requests}</source>
        <translation>{devices}{requests}</translation>
    </message>
</context>
<context>
    <name>TagMark</name>
    <message>
        <source>Show all with the tag {tag}</source>
        <translation>タグ「{tag}」のチャンネルをすべて表示</translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message>
        <source>Each provider&apos;s terms say who may use a key. Those of your channels:</source>
        <translation>キーを使える人は、各プロバイダーの規約で定められています。あなたのチャンネルの規約：</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>了解</translation>
    </message>
</context>
<context>
    <name>TierHeading</name>
    <message>
        <source>Priority {n}</source>
        <translation>優先度{n}</translation>
    </message>
    <message>
        <source>Change how they share requests</source>
        <translation>リクエストの分担を変更</translation>
    </message>
    <message>
        <source>tried first</source>
        <translation>最初に試行</translation>
    </message>
    <message>
        <source>models on this computer</source>
        <translation>このコンピューターのモデル</translation>
    </message>
    <message>
        <source>when none before can answer</source>
        <translation>上の優先度で応答できない場合</translation>
    </message>
    <message>
        <source>shared {weights}</source>
        <translation>分担 {weights}</translation>
    </message>
    <message>
        <source>shared half and half</source>
        <translation>半分ずつ分担</translation>
    </message>
    <message>
        <source>shared evenly</source>
        <translation>均等に分担</translation>
    </message>
</context>
<context>
    <name>TimeRangeDialog</name>
    <message>
        <source>Type a day, such as 2026-05-03, or a day and a time.</source>
        <translation>2026-05-03のような日付、または日付と時刻を入力してください。</translation>
    </message>
    <message>
        <source>The end has to be after the start.</source>
        <translation>終了は開始より後にしてください。</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>A day without a time is the whole day.</source>
        <translation>時刻を省略すると、その日全体になります。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>ToastHost</name>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Requests by hour</source>
        <translation>1時間ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Tokens by hour</source>
        <translation>1時間ごとのトークン数</translation>
    </message>
    <message>
        <source>Cost by hour</source>
        <translation>1時間ごとのコスト</translation>
    </message>
    <message>
        <source>Errors by hour</source>
        <translation>1時間ごとのエラー数</translation>
    </message>
    <message>
        <source>as yesterday</source>
        <translation>昨日と同じ</translation>
    </message>
    <message>
        <source>{n} times yesterday</source>
        <translation>昨日の{n}倍</translation>
    </message>
    <message>
        <source>{share} above yesterday</source>
        <translation>昨日より{share}増</translation>
    </message>
    <message>
        <source>{share} below yesterday</source>
        <translation>昨日より{share}減</translation>
    </message>
    <message>
        <source>in {given} · out {made}</source>
        <translation>入力{given} · 出力{made}</translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <source>Give it a name: who or what will use it?</source>
        <translation>名前を付けてください。誰が、または何が使いますか？</translation>
    </message>
    <message>
        <source>Give them a name.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>The name is too long.</source>
        <translation>名前が長すぎます。</translation>
    </message>
    <message>
        <source>An amount in dollars, like 5 or 2.50.</source>
        <translation>5や2.50のようなドルの金額を入力してください。</translation>
    </message>
    <message>
        <source>A day to come, like {example}.</source>
        <translation>{example}のような、今日より後の日付を入力してください。</translation>
    </message>
    <message>
        <source>{address} is no address. Write 192.168.1.20 or 192.168.1.0/24.</source>
        <translation>{address}は正しいアドレスではありません。192.168.1.20や192.168.1.0/24のように入力してください。</translation>
    </message>
    <message>
        <source>A whole number, or nothing for no limit.</source>
        <translation>整数を入力してください。空欄なら無制限です。</translation>
    </message>
    <message>
        <source>This group cannot be used.</source>
        <translation>このグループは使えません。</translation>
    </message>
    <message>
        <source>These models cannot be allowed.</source>
        <translation>これらのモデルは許可できません。</translation>
    </message>
</context>
<context>
    <name>TokenSheet</name>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Create token</source>
        <translation>トークンを作成</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新しいトークン</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Cursor on my laptop</source>
        <translation>ノートPCのCursor</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>制限</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>TokenTable</name>
    <message>
        <source>on</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>残高なし</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>残高</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用額</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>最終使用</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>On</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>person paused</source>
        <translation>ユーザー停止中</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>予算超過</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name}のその他の操作</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Unlimited</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>残高なし</translation>
    </message>
    <message>
        <source>{left} left, {used} used</source>
        <translation>残り{left}、使用{used}</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>New address: first used from there {moment}</source>
        <translation>新しいアドレス：初回使用 {moment}</translation>
    </message>
    <message>
        <source>{use}, new address</source>
        <translation>{use}、新しいアドレス</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>たった今</translation>
    </message>
    <message>
        <source>{n} min ago</source>
        <translation>{n}分前</translation>
    </message>
    <message>
        <source>{n} h ago</source>
        <translation>{n}時間前</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n}日前</translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <source>No token matches “{text}”.</source>
        <translation>「{text}」に一致するトークンはありません。</translation>
    </message>
    <message>
        <source>No token of theirs yet.</source>
        <translation>まだトークンがありません。</translation>
    </message>
    <message>
        <source>{shown} of {total}</source>
        <translation>{total}件中{shown}件</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>New token</source>
        <translation>新しいトークン</translation>
    </message>
    <message>
        <source>No tokens yet</source>
        <translation>トークンはまだありません</translation>
    </message>
    <message>
        <source>A token is a key for one of your apps, with limits if you want them.</source>
        <translation>トークンはアプリごとのキーです。必要に応じて制限を設けられます。</translation>
    </message>
    <message>
        <source>Name, key or model</source>
        <translation>名前、キー、モデル</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>並べ替え</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存しました</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>キーをコピー</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Show its requests</source>
        <translation>このトークンのリクエストを表示</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>新しい順</translation>
    </message>
    <message>
        <source>Copied the key of {name}. It leaves the clipboard by itself.</source>
        <translation>「{name}」のキーをコピーしました。クリップボードからは自動的に消去されます。</translation>
    </message>
    <message>
        <source>Deleted {name}. Its key stopped working.</source>
        <translation>「{name}」を削除しました。キーは使えなくなりました。</translation>
    </message>
</context>
<context>
    <name>TokensTabs</name>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>People and groups</source>
        <translation>ユーザーとグループ</translation>
    </message>
</context>
<context>
    <name>TokensTop</name>
    <message>
        <source>Everybody&apos;s</source>
        <translation>全員</translation>
    </message>
    <message>
        <source>Each app gets a key of its own, so that you see what it uses and can stop it.</source>
        <translation>アプリごとに専用のキーを持たせれば、使用量を確認でき、止めることもできます。</translation>
    </message>
    <message>
        <source>Whose tokens are shown</source>
        <translation>誰のトークンを表示するか</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Homeport {version} is available</source>
        <translation>Homeport {version}を入手できます</translation>
    </message>
    <message>
        <source>Open Homeport</source>
        <translation>Homeportを開く</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Copy key of this computer</source>
        <translation>このコンピューターのキーをコピー</translation>
    </message>
    <message>
        <source>Copy for</source>
        <translation>アプリ用にコピー</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Pause all requests</source>
        <translation>すべてのリクエストを一時停止</translation>
    </message>
    <message>
        <source>Resume requests</source>
        <translation>リクエストを再開</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Quit Homeport</source>
        <translation>Homeportを終了</translation>
    </message>
</context>
<context>
    <name>TrayModel</name>
    <message>
        <source>1 channel is failing</source>
        <translation>1件のチャンネルで失敗が続いています</translation>
    </message>
    <message>
        <source>{n} channels are failing</source>
        <translation>{n}件のチャンネルで失敗が続いています</translation>
    </message>
    <message>
        <source>{n} active</source>
        <translation>{n}件処理中</translation>
    </message>
    <message>
        <source>Homeport: {state}</source>
        <translation>Homeport：{state}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
    <message>
        <source>Today: {requests}, {cost}</source>
        <translation>今日：{requests}、{cost}</translation>
    </message>
</context>
<context>
    <name>TroublePopover</name>
    <message>
        <source>Show the request</source>
        <translation>リクエストを表示</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>今すぐ再開</translation>
    </message>
    <message>
        <source>You let it rest. Requests go to other channels until then.</source>
        <translation>自分で休止しました。それまでリクエストは他のチャンネルに送られます。</translation>
    </message>
    <message>
        <source>The provider gave no reason.</source>
        <translation>プロバイダーから理由は示されていません。</translation>
    </message>
</context>
<context>
    <name>UpdateRow</name>
    <message>
        <source>Updates</source>
        <translation>アップデート</translation>
    </message>
    <message>
        <source>Homeport {version} is available</source>
        <translation>Homeport {version}を入手できます</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>今すぐ確認</translation>
    </message>
    <message>
        <source>Check for updates now</source>
        <translation>アップデートを今すぐ確認</translation>
    </message>
    <message>
        <source>See what is new</source>
        <translation>新機能を見る</translation>
    </message>
    <message>
        <source>Never asked for: no address is set.</source>
        <translation>確認しません。アドレスが設定されていません。</translation>
    </message>
    <message>
        <source>Asked once a week. Nothing is installed by itself.</source>
        <translation>週に1回確認します。自動でインストールされることはありません。</translation>
    </message>
    <message>
        <source>Asked once a week, last {time}. Nothing is installed by itself.</source>
        <translation>週に1回確認します。前回は{time}。自動でインストールされることはありません。</translation>
    </message>
    <message>
        <source>The address could not be reached.</source>
        <translation>アドレスに接続できませんでした。</translation>
    </message>
    <message>
        <source>The address answered, but not with a release.</source>
        <translation>アドレスから応答はありましたが、リリース情報ではありませんでした。</translation>
    </message>
    <message>
        <source>The address has to begin with https://.</source>
        <translation>アドレスはhttps://で始まる必要があります。</translation>
    </message>
</context>
<context>
    <name>UsageControls</name>
    <message>
        <source>By</source>
        <translation>分類</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>指標</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7日間</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30日間</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>今月</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>カスタム</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Grouped by</source>
        <translation>分類</translation>
    </message>
</context>
<context>
    <name>UsageExport</name>
    <message>
        <source>{name} could not be saved: {reason}.</source>
        <translation>{name}を保存できませんでした：{reason}。</translation>
    </message>
</context>
<context>
    <name>UsageFigures</name>
    <message>
        <source>Cost</source>
        <translation>コスト</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>リクエスト</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>最初のトークン</translation>
    </message>
    <message>
        <source>Cost per hour</source>
        <translation>1時間ごとのコスト</translation>
    </message>
    <message>
        <source>Cost per day</source>
        <translation>1日ごとのコスト</translation>
    </message>
    <message>
        <source>Cost per week</source>
        <translation>1週間ごとのコスト</translation>
    </message>
    <message>
        <source>Cost per month</source>
        <translation>1か月ごとのコスト</translation>
    </message>
    <message>
        <source>Cost per year</source>
        <translation>1年ごとのコスト</translation>
    </message>
    <message>
        <source>Tokens per hour</source>
        <translation>1時間ごとのトークン数</translation>
    </message>
    <message>
        <source>Tokens per day</source>
        <translation>1日ごとのトークン数</translation>
    </message>
    <message>
        <source>Tokens per week</source>
        <translation>1週間ごとのトークン数</translation>
    </message>
    <message>
        <source>Tokens per month</source>
        <translation>1か月ごとのトークン数</translation>
    </message>
    <message>
        <source>Tokens per year</source>
        <translation>1年ごとのトークン数</translation>
    </message>
    <message>
        <source>Requests per hour</source>
        <translation>1時間ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Requests per day</source>
        <translation>1日ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Requests per week</source>
        <translation>1週間ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Requests per month</source>
        <translation>1か月ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Requests per year</source>
        <translation>1年ごとのリクエスト数</translation>
    </message>
    <message>
        <source>Errors per hour</source>
        <translation>1時間ごとのエラー数</translation>
    </message>
    <message>
        <source>Errors per day</source>
        <translation>1日ごとのエラー数</translation>
    </message>
    <message>
        <source>Errors per week</source>
        <translation>1週間ごとのエラー数</translation>
    </message>
    <message>
        <source>Errors per month</source>
        <translation>1か月ごとのエラー数</translation>
    </message>
    <message>
        <source>Errors per year</source>
        <translation>1年ごとのエラー数</translation>
    </message>
    <message>
        <source>Mean first token by hour</source>
        <translation>1時間ごとの最初のトークンまでの平均時間</translation>
    </message>
    <message>
        <source>Mean first token by day</source>
        <translation>1日ごとの最初のトークンまでの平均時間</translation>
    </message>
    <message>
        <source>Mean first token by week</source>
        <translation>1週間ごとの最初のトークンまでの平均時間</translation>
    </message>
    <message>
        <source>Mean first token by month</source>
        <translation>1か月ごとの最初のトークンまでの平均時間</translation>
    </message>
    <message>
        <source>Mean first token by year</source>
        <translation>1年ごとの最初のトークンまでの平均時間</translation>
    </message>
    <message>
        <source>{n} M</source>
        <translation>{n}M</translation>
    </message>
    <message>
        <source>{n} k</source>
        <translation>{n}k</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>yyyy年M月d日(ddd)</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}～{last}</translation>
    </message>
</context>
<context>
    <name>UsageFiles</name>
    <message>
        <source>Statement of a month…</source>
        <translation>月別の利用明細…</translation>
    </message>
    <message>
        <source>Cancel the ledger&apos;s export</source>
        <translation>台帳のエクスポートをキャンセル</translation>
    </message>
    <message>
        <source>Ledger as a file…</source>
        <translation>台帳をファイルに保存…</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Export the ledger</source>
        <translation>台帳をエクスポート</translation>
    </message>
    <message>
        <source>Exporting: {n} entries, {share}</source>
        <translation>エクスポート中：記帳{n}件、{share}</translation>
    </message>
    <message>
        <source>Exported 1 entry.</source>
        <translation>記帳1件をエクスポートしました。</translation>
    </message>
    <message>
        <source>Exported {n} entries.</source>
        <translation>記帳{n}件をエクスポートしました。</translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Nothing was used yet</source>
        <translation>まだ使用されていません</translation>
    </message>
    <message>
        <source>Connect an app, and what it uses and costs shows here.</source>
        <translation>アプリを接続すると、使用量とコストがここに表示されます。</translation>
    </message>
    <message>
        <source>Connect a client</source>
        <translation>クライアントを接続</translation>
    </message>
    <message>
        <source>Nothing was used in this time</source>
        <translation>この期間の使用はありません</translation>
    </message>
    <message>
        <source>Look at a longer time.</source>
        <translation>期間を広げてください。</translation>
    </message>
    <message>
        <source>Show 30 days</source>
        <translation>30日間を表示</translation>
    </message>
    <message>
        <source>Set price</source>
        <translation>価格を設定</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>リクエスト1件</translation>
    </message>
    <message>
        <source>{n} requests</source>
        <translation>リクエスト{n}件</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names}ほか{n}個</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} from before their model had a price ({names}).</source>
        <translation>コストに含まれないもの：モデルの価格が設定される前の{requests}（{names}）。</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {names}, which has no price.</source>
        <translation>コストに含まれないもの：価格のない{names}への{requests}。</translation>
    </message>
    <message>
        <source>Not in the cost: {requests} to {n} models without a price ({names}).</source>
        <translation>コストに含まれないもの：価格のないモデル{n}個（{names}）への{requests}。</translation>
    </message>
    <message>
        <source>Show requests</source>
        <translation>リクエストを表示</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>名前をコピー</translation>
    </message>
    <message>
        <source>Numbers as CSV…</source>
        <translation>数値をCSVで保存…</translation>
    </message>
    <message>
        <source>Chart as picture…</source>
        <translation>グラフを画像で保存…</translation>
    </message>
    <message>
        <source>Save usage</source>
        <translation>使用量を保存</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>グラフを保存</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name}を保存しました</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>使用量</translation>
    </message>
</context>
<context>
    <name>UsageTable</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>プロバイダー</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>推移</translation>
    </message>
    <message>
        <source>Mean first token</source>
        <translation>平均初トークン</translation>
    </message>
    <message>
        <source>Trend of {name}</source>
        <translation>{name}の推移</translation>
    </message>
    <message>
        <source>Requests without a price, not in it: {n}</source>
        <translation>価格がなく、含まれていないリクエスト：{n}件</translation>
    </message>
    <message>
        <source>No price</source>
        <translation>価格なし</translation>
    </message>
    <message>
        <source>over {cost}</source>
        <translation>{cost}超</translation>
    </message>
    <message>
        <source>Share of cost</source>
        <translation>コストの割合</translation>
    </message>
    <message>
        <source>Share of tokens</source>
        <translation>トークンの割合</translation>
    </message>
    <message>
        <source>Share of requests</source>
        <translation>リクエストの割合</translation>
    </message>
    <message>
        <source>Share of errors</source>
        <translation>エラーの割合</translation>
    </message>
    <message>
        <source>Mean time</source>
        <translation>平均時間</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
</context>
<context>
    <name>UsageView</name>
    <message>
        <source>No channel</source>
        <translation>チャンネルなし</translation>
    </message>
    <message>
        <source>Channel tests</source>
        <translation>チャンネルのテスト</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>{name} (deleted)</source>
        <translation>{name}（削除済み）</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
</context>
<context>
    <name>UsedBy</name>
    <message>
        <source>Where it is used</source>
        <translation>使用しているチャンネル</translation>
    </message>
    <message>
        <source>No channel offers it. This is what the catalogue knows.</source>
        <translation>提供しているチャンネルはありません。カタログの情報を表示しています。</translation>
    </message>
    <message>
        <source>off</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>sends {name}</source>
        <translation>{name}として送信</translation>
    </message>
</context>
<context>
    <name>WeightsPopover</name>
    <message>
        <source>Shares of priority {n}</source>
        <translation>優先度{n}の分担</translation>
    </message>
    <message>
        <source>2 takes twice as many requests as 1.</source>
        <translation>2は1の2倍のリクエストを処理します。</translation>
    </message>
    <message>
        <source>Weight of {name}</source>
        <translation>{name}の重み</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Paste from clipboard</source>
        <translation>クリップボードから貼り付け</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>チャンネルを追加</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Paste an API key, a base URL or a curl command…</source>
        <translation>APIキー、ベースURL、curlコマンドを貼り付け…</translation>
    </message>
</context>
<context>
    <name>_BudgetLine</name>
    <message>
        <source>Amount</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Amount of the budget</source>
        <translation>予算の上限</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>単位</translation>
    </message>
    <message>
        <source>In which time</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Remove this budget</source>
        <translation>この予算を削除</translation>
    </message>
    <message>
        <source>Carry over what is left</source>
        <translation>残りを繰り越す</translation>
    </message>
</context>
<context>
    <name>_Unsaved</name>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存の変更</translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Its own choice</source>
        <translation>アプリの既定</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>モデルはまだありません</translation>
    </message>
    <message>
        <source>Copy with the whole key</source>
        <translation>完全なキーを含めてコピー</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>{what}をコピー</translation>
    </message>
</context>
<context>
    <name>data</name>
    <message>
        <source>Made by you</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>Daily</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Before an update</source>
        <translation>アップデート前</translation>
    </message>
    <message>
        <source>Before a restore</source>
        <translation>復元前</translation>
    </message>
    <message>
        <source>This file is not there any more.</source>
        <translation>このファイルはもうありません。</translation>
    </message>
    <message>
        <source>This file cannot be read. Check its permissions.</source>
        <translation>このファイルを読み取れません。アクセス権を確認してください。</translation>
    </message>
    <message>
        <source>This is another program&apos;s database.</source>
        <translation>別のプログラムのデータベースです。</translation>
    </message>
    <message>
        <source>A newer Homeport made this backup. Update Homeport first.</source>
        <translation>より新しいHomeportで作成されたバックアップです。先にHomeportを更新してください。</translation>
    </message>
    <message>
        <source>This backup is older than this Homeport and cannot be brought up to date.</source>
        <translation>このバックアップは古すぎるため、現在のHomeport用に更新できません。</translation>
    </message>
    <message>
        <source>This file is damaged. Choose another backup.</source>
        <translation>このファイルは破損しています。別のバックアップを選んでください。</translation>
    </message>
    <message>
        <source>This file cannot be restored.</source>
        <translation>このファイルは復元できません。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>価格</translation>
    </message>
    <message>
        <source>People</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Budgets and rates</source>
        <translation>予算とレート</translation>
    </message>
    <message>
        <source>Routing rules</source>
        <translation>ルーティングルール</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Your own prices</source>
        <translation>独自価格</translation>
    </message>
    <message>
        <source>Model ratios</source>
        <translation>モデル倍率</translation>
    </message>
    <message>
        <source>Completion ratios</source>
        <translation>補完倍率</translation>
    </message>
    <message>
        <source>Group multipliers</source>
        <translation>グループ倍率</translation>
    </message>
    <message>
        <source>{name}, the owner</source>
        <translation>{name}（所有者）</translation>
    </message>
    <message>
        <source>Group {name}</source>
        <translation>グループ「{name}」</translation>
    </message>
    <message>
        <source>{model} → {stand_in}</source>
        <translation>{model} → {stand_in}</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>Different</source>
        <translation>相違あり</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>不可</translation>
    </message>
    <message>
        <source>Set by the environment or the command line here.</source>
        <translation>ここでは環境変数またはコマンドラインで設定されています。</translation>
    </message>
    <message>
        <source>This Homeport does not know its provider.</source>
        <translation>このHomeportが対応していないプロバイダーです。</translation>
    </message>
    <message>
        <source>This Homeport does not know it.</source>
        <translation>このHomeportが対応していない項目です。</translation>
    </message>
    <message>
        <source>1 entry</source>
        <translation>1件</translation>
    </message>
    <message>
        <source>{n} entries</source>
        <translation>{n}件</translation>
    </message>
    <message>
        <source>Differs in: {fields}</source>
        <translation>異なる項目：{fields}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>残高</translation>
    </message>
    <message>
        <source>on or off</source>
        <translation>有効/無効</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>expiry</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>priority</source>
        <translation>優先度</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>重み</translation>
    </message>
    <message>
        <source>budgets</source>
        <translation>予算</translation>
    </message>
    <message>
        <source>requests a minute</source>
        <translation>毎分のリクエスト数</translation>
    </message>
    <message>
        <source>tokens a minute</source>
        <translation>毎分のトークン数</translation>
    </message>
    <message>
        <source>requests at once</source>
        <translation>同時リクエスト数</translation>
    </message>
    <message>
        <source>other options</source>
        <translation>その他の設定</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>{n} s</source>
        <translation>{n}秒</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m}分{s}秒</translation>
    </message>
    <message>
        <source>million</source>
        <translation>百万</translation>
    </message>
    <message>
        <source>thousand</source>
        <translation>千</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>今日 {time}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>port</name>
    <message>
        <source>The system reserves port {wanted}. Homeport uses {port} for now.</source>
        <translation>ポート{wanted}はシステムが予約しています。現在は{port}を使用しています。</translation>
    </message>
    <message>
        <source>Port {wanted} is used by {holder}. Homeport listens on {port} for now.</source>
        <translation>ポート{wanted}は{holder}が使用しています。現在は{port}で待ち受けています。</translation>
    </message>
    <message>
        <source>Port {wanted} is taken. Homeport listens on {port} for now.</source>
        <translation>ポート{wanted}は使用中です。現在は{port}で待ち受けています。</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <source>The provider rejected this key. Check that it was copied whole.</source>
        <translation>プロバイダーがこのキーを拒否しました。全体をコピーしたか確認してください。</translation>
    </message>
    <message>
        <source>The provider cannot be reached. Check the address and your connection.</source>
        <translation>プロバイダーに接続できません。アドレスとネットワーク接続を確認してください。</translation>
    </message>
    <message>
        <source>This provider does not list its models.</source>
        <translation>このプロバイダーはモデルの一覧を提供していません。</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted.</source>
        <translation>サーバーの証明書が信頼されていません。</translation>
    </message>
    <message>
        <source>The address answered, but not like a model provider. Check the base URL.</source>
        <translation>応答はありましたが、モデルプロバイダーのものではありません。ベースURLを確認してください。</translation>
    </message>
    <message>
        <source>The provider did not answer in time. Try again.</source>
        <translation>プロバイダーから時間内に応答がありませんでした。もう一度お試しください。</translation>
    </message>
    <message>
        <source>The account has no money left, or its plan has ended.</source>
        <translation>アカウントの残高がないか、プランが終了しています。</translation>
    </message>
    <message>
        <source>The provider asks to slow down. Try again in a moment.</source>
        <translation>プロバイダーの速度制限に達しました。少し待ってからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The provider is overloaded at the moment. Try again soon.</source>
        <translation>プロバイダーが現在混み合っています。しばらくしてからもう一度お試しください。</translation>
    </message>
    <message>
        <source>This is no usable base URL. It looks like https://api.example.com/v1.</source>
        <translation>使用できるベースURLではありません。https://api.example.com/v1のような形式です。</translation>
    </message>
    <message>
        <source>The provider does not have this model, or not for this key.</source>
        <translation>プロバイダーにこのモデルがないか、このキーでは使えません。</translation>
    </message>
    <message>
        <source>The request is too long for this model.</source>
        <translation>リクエストがこのモデルには長すぎます。</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter refused this.</source>
        <translation>プロバイダーのコンテンツフィルターに拒否されました。</translation>
    </message>
    <message>
        <source>The provider refused the request.</source>
        <translation>プロバイダーがリクエストを拒否しました。</translation>
    </message>
    <message>
        <source>Nothing answers at this address. Start the server, then try again.</source>
        <translation>このアドレスから応答がありません。サーバーを起動してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it, then try again.</source>
        <translation>キーチェーンがロックされています。ロックを解除してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Somebody else has this name by now.</source>
        <translation>この名前はすでに使われています。</translation>
    </message>
    <message>
        <source>The owner cannot be switched off or removed.</source>
        <translation>所有者を停止したり削除したりすることはできません。</translation>
    </message>
    <message>
        <source>This is not the passphrase. Try again.</source>
        <translation>パスフレーズが違います。もう一度お試しください。</translation>
    </message>
    <message>
        <source>A passphrase has at least 8 characters.</source>
        <translation>パスフレーズは8文字以上にしてください。</translation>
    </message>
    <message>
        <source>No recovery passphrase was set. Put the key back, or enter your keys again.</source>
        <translation>リカバリーパスフレーズが設定されていません。キーを元に戻すか、キーを入力し直してください。</translation>
    </message>
    <message>
        <source>The sealed key is damaged. Restore a backup and use its passphrase.</source>
        <translation>暗号化されたキーが破損しています。バックアップを復元し、そのパスフレーズを使ってください。</translation>
    </message>
    <message>
        <source>This is not an export of Homeport.</source>
        <translation>Homeportのエクスポートファイルではありません。</translation>
    </message>
    <message>
        <source>A newer Homeport made this export. Update Homeport first.</source>
        <translation>より新しいHomeportで作成されたエクスポートファイルです。先にHomeportを更新してください。</translation>
    </message>
    <message>
        <source>This export was changed or cut on its way. Export it anew.</source>
        <translation>このエクスポートファイルは途中で変更されたか、欠けています。もう一度エクスポートしてください。</translation>
    </message>
    <message>
        <source>This file cannot be read. Check that it is there and its permissions.</source>
        <translation>このファイルを読み取れません。ファイルの有無とアクセス権を確認してください。</translation>
    </message>
    <message>
        <source>The person it belongs to is not here.</source>
        <translation>所有するユーザーがここにいません。</translation>
    </message>
    <message>
        <source>The environment or the command line sets this.</source>
        <translation>環境変数またはコマンドラインで設定されています。</translation>
    </message>
    <message>
        <source>Homeport cannot write its database. Check the free space on the disk.</source>
        <translation>Homeportがデータベースに書き込めません。ディスクの空き容量を確認してください。</translation>
    </message>
    <message>
        <source>The disk is full, so no file was written. Free some space, then try again.</source>
        <translation>ディスクがいっぱいのため、ファイルを作成できませんでした。空き容量を増やしてから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>The file could not be written there. Choose another folder.</source>
        <translation>その場所にファイルを書き込めませんでした。別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>An address of prices begins with https:// and has no password in it.</source>
        <translation>価格のアドレスはhttps://で始め、パスワードを含めないでください。</translation>
    </message>
    <message>
        <source>This address leads into your own network. Allow that, if you mean it.</source>
        <translation>このアドレスは自分のネットワーク内を指しています。意図したものであれば許可してください。</translation>
    </message>
    <message>
        <source>This is not there any more.</source>
        <translation>これはもうありません。</translation>
    </message>
    <message>
        <source>Nothing was changed: {why}</source>
        <translation>何も変更しませんでした：{why}</translation>
    </message>
    <message>
        <source>Nothing was fetched: {why}</source>
        <translation>何も取得しませんでした：{why}</translation>
    </message>
    <message>
        <source>The backup was not made: {why}</source>
        <translation>バックアップを作成できませんでした：{why}</translation>
    </message>
    <message>
        <source>The export was not written: {why}</source>
        <translation>エクスポートできませんでした：{why}</translation>
    </message>
    <message>
        <source>The restore failed, and everything is as it was: {why}</source>
        <translation>復元に失敗しました。データは元のままです：{why}</translation>
    </message>
    <message>
        <source>This cannot be restored: {why}</source>
        <translation>復元できません：{why}</translation>
    </message>
    <message>
        <source>Something went wrong inside Homeport. Its log has the details.</source>
        <translation>Homeportの内部で問題が発生しました。詳細はHomeportのログにあります。</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <source>Something else</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Speaks Anthropic, so its address has no /v1</source>
        <translation>Anthropic形式のため、アドレスに/v1は付きません</translation>
    </message>
    <message>
        <source>Start it</source>
        <translation>起動する</translation>
    </message>
    <message>
        <source>Add these lines at the end of {file}</source>
        <translation>{file}の末尾に次の行を追加します</translation>
    </message>
    <message>
        <source>Speaks OpenAI&apos;s Responses, so its address ends in /v1</source>
        <translation>OpenAIのResponses形式のため、アドレスの末尾は/v1です</translation>
    </message>
    <message>
        <source>Speaks Gemini, so its address has no /v1</source>
        <translation>Gemini形式のため、アドレスに/v1は付きません</translation>
    </message>
    <message>
        <source>If it asks how to sign in, take Use Gemini API Key.</source>
        <translation>サインイン方法を聞かれたら、「Use Gemini API Key」を選んでください。</translation>
    </message>
    <message>
        <source>Speaks OpenAI, so its address ends in /v1</source>
        <translation>OpenAI形式のため、アドレスの末尾は/v1です</translation>
    </message>
    <message>
        <source>Adds /v1 to the address by itself</source>
        <translation>アドレスに/v1を自動で付けます</translation>
    </message>
    <message>
        <source>Open Settings, Model Provider, press Add and take the type OpenAI</source>
        <translation>「設定」の「モデルプロバイダー」を開き、「追加」を押して、種類に「OpenAI」を選びます</translation>
    </message>
    <message>
        <source>Fill in these two fields and switch the provider on</source>
        <translation>次の2つの欄を入力し、プロバイダーを有効にします</translation>
    </message>
    <message>
        <source>API host</source>
        <translation>APIホスト</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>APIキー</translation>
    </message>
    <message>
        <source>Press Manage: it lists the models of all your channels</source>
        <translation>「管理」を押すと、すべてのチャンネルのモデルが一覧表示されます</translation>
    </message>
    <message>
        <source>In Docker Desktop the URL is {url}. On Linux, run the container with --network=host.</source>
        <translation>Docker Desktopでは、URLは{url}です。Linuxでは、コンテナーを--network=host付きで実行してください。</translation>
    </message>
    <message>
        <source>Open Admin Panel, Settings, Connections and add an OpenAI connection</source>
        <translation>「管理者パネル」の「設定」、「接続」を開き、OpenAI接続を追加します</translation>
    </message>
    <message>
        <source>Fill in these two fields and save</source>
        <translation>次の2つの欄を入力して保存します</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Start a chat and pick a model: all your channels are there</source>
        <translation>チャットを始めてモデルを選びます。すべてのチャンネルのモデルがあります</translation>
    </message>
    <message>
        <source>OpenAI&apos;s own package, so its address ends in /v1</source>
        <translation>OpenAIの公式パッケージのため、アドレスの末尾は/v1です</translation>
    </message>
    <message>
        <source>Anthropic&apos;s own package, so its address has no /v1</source>
        <translation>Anthropicの公式パッケージのため、アドレスに/v1は付きません</translation>
    </message>
    <message>
        <source>It needs the package: pip install {package}</source>
        <translation>パッケージが必要です：pip install {package}</translation>
    </message>
    <message>
        <source>Run this</source>
        <translation>これを実行</translation>
    </message>
    <message>
        <source>One request from the terminal</source>
        <translation>ターミナルからリクエストを1件送信</translation>
    </message>
    <message>
        <source>Any app that lets you set an address and a key</source>
        <translation>アドレスとキーを設定できるアプリならどれでも使えます</translation>
    </message>
    <message>
        <source>Look for Base URL, API host or Endpoint in its settings</source>
        <translation>アプリの設定でBase URL、API host、Endpointなどの欄を探してください</translation>
    </message>
    <message>
        <source>OpenAI-style apps</source>
        <translation>OpenAI形式のアプリ</translation>
    </message>
    <message>
        <source>Anthropic-style apps</source>
        <translation>Anthropic形式のアプリ</translation>
    </message>
    <message>
        <source>Some apps add /v1 by themselves: if one address is not found, try the other.</source>
        <translation>/v1を自動で付けるアプリもあります。一方のアドレスで見つからない場合は、もう一方を試してください。</translation>
    </message>
    <message>
        <source>Choose a model, or type its name</source>
        <translation>モデルを選択、または名前を入力</translation>
    </message>
    <message>
        <source>Apps that ask from their own servers, as Cursor does, cannot reach an address on this computer.</source>
        <translation>Cursorのように自社のサーバーから接続するアプリは、このコンピューターのアドレスに到達できません。</translation>
    </message>
    <message>
        <source>Choose the model it asks for, or keep its own choice</source>
        <translation>使用するモデルを選ぶか、アプリの既定のままにします</translation>
    </message>
    <message>
        <source>Choose the model</source>
        <translation>モデルを選択</translation>
    </message>
    <message>
        <source>Set these in the terminal you start it from</source>
        <translation>アプリを起動するターミナルで、次の環境変数を設定します</translation>
    </message>
    <message>
        <source>Copy puts in the whole key, which leaves the clipboard by itself.</source>
        <translation>コピーすると完全なキーが入ります。クリップボードからは自動的に消去されます。</translation>
    </message>
</context>
<context>
    <name>request</name>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>受信中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Cut short</source>
        <translation>途中終了</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>No money</source>
        <translation>残高不足</translation>
    </message>
    <message>
        <source>Over budget</source>
        <translation>予算超過</translation>
    </message>
    <message>
        <source>Too expensive</source>
        <translation>上限額超過</translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation>キーが拒否されました</translation>
    </message>
    <message>
        <source>no money left</source>
        <translation>残高がありません</translation>
    </message>
    <message>
        <source>rate limit reached</source>
        <translation>レート制限に到達</translation>
    </message>
    <message>
        <source>provider overloaded</source>
        <translation>プロバイダーが過負荷</translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation>接続に失敗</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>時間内に応答なし</translation>
    </message>
    <message>
        <source>model unknown there</source>
        <translation>モデルが存在しない</translation>
    </message>
    <message>
        <source>conversation too long</source>
        <translation>会話が長すぎる</translation>
    </message>
    <message>
        <source>content filter</source>
        <translation>コンテンツフィルター</translation>
    </message>
    <message>
        <source>request refused</source>
        <translation>リクエストを拒否</translation>
    </message>
    <message>
        <source>broken answer</source>
        <translation>不正な回答</translation>
    </message>
</context>
<context>
    <name>server</name>
    <message>
        <source>Stopping</source>
        <translation>停止処理中</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Cannot write</source>
        <translation>書き込み不可</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>稼働中</translation>
    </message>
</context>
<context>
    <name>setting</name>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Where Homeport listens. Empty means this computer only.</source>
        <translation>Homeportが待ち受けるアドレスです。空欄ならこのコンピューターのみです。</translation>
    </message>
    <message>
        <source>this computer only</source>
        <translation>このコンピューターのみ</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Your apps connect to it. 0 picks a free one.</source>
        <translation>アプリの接続先です。0なら空いているポートを選びます。</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>キープアライブ</translation>
    </message>
    <message>
        <source>How often a waiting app is told that its answer is still coming.</source>
        <translation>回答がまだ続くことを、待機中のアプリに知らせる間隔です。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Largest request</source>
        <translation>最大リクエストサイズ</translation>
    </message>
    <message>
        <source>Pictures and documents count in full.</source>
        <translation>画像や文書もそのままのサイズで数えます。</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>試行回数</translation>
    </message>
    <message>
        <source>How many keys and channels one request may try.</source>
        <translation>1件のリクエストで試せるキーとチャンネルの数です。</translation>
    </message>
    <message>
        <source>Read balances</source>
        <translation>残高の取得</translation>
    </message>
    <message>
        <source>How often providers are asked what is left on your accounts. 0 never asks.</source>
        <translation>アカウントの残高をプロバイダーに問い合わせる間隔です。0なら問い合わせません。</translation>
    </message>
    <message>
        <source>min</source>
        <translation>分</translation>
    </message>
    <message>
        <source>Which channel first</source>
        <translation>最初に使うチャンネル</translation>
    </message>
    <message>
        <source>Among channels of one priority. A group or a model may have its own way.</source>
        <translation>優先度が同じチャンネルの中での選び方です。グループやモデルごとに変えることもできます。</translation>
    </message>
    <message>
        <source>Keep conversations together</source>
        <translation>会話のチャンネルを固定</translation>
    </message>
    <message>
        <source>How long a long conversation stays with its channel and key, where its prompt is cached. 0 keeps nothing together.</source>
        <translation>長い会話で、プロンプトがキャッシュされているチャンネルとキーを使い続ける時間です。0なら固定しません。</translation>
    </message>
    <message>
        <source>Ask a second channel</source>
        <translation>別のチャンネルにも送信</translation>
    </message>
    <message>
        <source>After how much silence another is asked beside the first. The first to answer answers, both cost. 0 never asks twice.</source>
        <translation>無応答がこの時間続くと、並行して別のチャンネルにも送信します。先に届いた回答を使い、コストは両方にかかります。0なら送信しません。</translation>
    </message>
    <message>
        <source>Paid probes</source>
        <translation>有料のキー確認</translation>
    </message>
    <message>
        <source>Refused keys are tried with a request of a few tokens where nothing free tells.</source>
        <translation>無料で確認する方法がない場合、拒否されたキーを数トークンのリクエストで試します。</translation>
    </message>
    <message>
        <source>Wait for a limit</source>
        <translation>上限での待機時間</translation>
    </message>
    <message>
        <source>How long a request beyond a limit a minute or at once waits before it is refused. 0 refuses at once.</source>
        <translation>1分あたりの上限や同時実行数の上限を超えたリクエストを、拒否する前に待機させる時間です。0ならすぐに拒否します。</translation>
    </message>
    <message>
        <source>Waiting requests</source>
        <translation>待機できるリクエスト数</translation>
    </message>
    <message>
        <source>How many of one token may wait at the same time.</source>
        <translation>1つのトークンで同時に待機できるリクエストの数です。</translation>
    </message>
    <message>
        <source>Weeks begin on</source>
        <translation>週の始まり</translation>
    </message>
    <message>
        <source>Where budgets are counted by the week.</source>
        <translation>1週間あたりの予算の計算に使います。</translation>
    </message>
    <message>
        <source>Test channels</source>
        <translation>チャンネルの定期テスト</translation>
    </message>
    <message>
        <source>How often every key is tested by a short chat or embedding, which costs a little. 0 never does.</source>
        <translation>短いチャットまたは埋め込みで、すべてのキーをテストする間隔です。わずかにコストがかかります。0ならテストしません。</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>制限時間</translation>
    </message>
    <message>
        <source>How long one request may take in all. 0 sets no limit.</source>
        <translation>1件のリクエスト全体にかけられる時間です。0なら無制限です。</translation>
    </message>
    <message>
        <source>Outbound proxy</source>
        <translation>送信プロキシ</translation>
    </message>
    <message>
        <source>How requests leave this computer for the providers.</source>
        <translation>このコンピューターからプロバイダーへの接続方法です。</translation>
    </message>
    <message>
        <source>http://host:port</source>
        <translation>http://host:port</translation>
    </message>
    <message>
        <source>Test question</source>
        <translation>テスト用の質問</translation>
    </message>
    <message>
        <source>What a channel is asked when you test it.</source>
        <translation>チャンネルのテスト時に送信する質問です。</translation>
    </message>
    <message>
        <source>Where to ask for updates</source>
        <translation>アップデートの確認先</translation>
    </message>
    <message>
        <source>An https address of your choice. Empty never asks.</source>
        <translation>任意のhttpsアドレスです。空欄なら確認しません。</translation>
    </message>
    <message>
        <source>never asks</source>
        <translation>確認しない</translation>
    </message>
    <message>
        <source>Ollama&apos;s API</source>
        <translation>OllamaのAPI</translation>
    </message>
    <message>
        <source>For apps that can only ask Ollama: all models at this address.</source>
        <translation>Ollamaにしか接続できないアプリ用です。このアドレスですべてのモデルを使えます。</translation>
    </message>
    <message>
        <source>Token for apps without a key</source>
        <translation>キーのないアプリ用のトークン</translation>
    </message>
    <message>
        <source>Its name. Serves Ollama apps on this computer only. Empty: a key is needed.</source>
        <translation>トークンの名前です。このコンピューターのOllama用アプリにのみ使われます。空欄ならキーが必要です。</translation>
    </message>
    <message>
        <source>a key is needed</source>
        <translation>キーが必要</translation>
    </message>
    <message>
        <source>Share on local network</source>
        <translation>ローカルネットワークで共有</translation>
    </message>
    <message>
        <source>Other devices can connect, each with a key.</source>
        <translation>他のデバイスも、それぞれキーを使って接続できます。</translation>
    </message>
    <message>
        <source>Stop sharing by itself</source>
        <translation>共有を自動で停止</translation>
    </message>
    <message>
        <source>So many hours after it was switched on. 0 means never.</source>
        <translation>オンにしてから停止するまでの時間です。0なら停止しません。</translation>
    </message>
    <message>
        <source>h</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>別の名前</translation>
    </message>
    <message>
        <source>Where others use a name of your own for it. Unknown names are refused.</source>
        <translation>他のデバイスが独自の名前で接続する場合に指定します。知らない名前は拒否されます。</translation>
    </message>
    <message>
        <source>llm.example.com</source>
        <translation>llm.example.com</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>信頼するプロキシ</translation>
    </message>
    <message>
        <source>Reverse proxies that may say for whom they ask. Others are not believed.</source>
        <translation>接続元を代わりに伝えるリバースプロキシです。それ以外は信用しません。</translation>
    </message>
    <message>
        <source>10.0.0.2, 172.18.0.0/16</source>
        <translation>10.0.0.2, 172.18.0.0/16</translation>
    </message>
    <message>
        <source>Keep the log</source>
        <translation>ログの保存期間</translation>
    </message>
    <message>
        <source>Older requests are forgotten, their costs are not. 0 keeps everything.</source>
        <translation>古いリクエストは消去されますが、コストは残ります。0ならすべて残します。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Clear copied keys</source>
        <translation>コピーしたキーを消去</translation>
    </message>
    <message>
        <source>How long a key you copied stays on the clipboard, unless it was replaced.</source>
        <translation>コピーしたキーをクリップボードに残す時間です。別のものをコピーした場合は消去しません。</translation>
    </message>
    <message>
        <source>Back up every day</source>
        <translation>毎日バックアップ</translation>
    </message>
    <message>
        <source>A copy in the data folder, made while Homeport runs.</source>
        <translation>Homeportの実行中に、データフォルダーにコピーを作成します。</translation>
    </message>
    <message>
        <source>Daily backups to keep</source>
        <translation>残す毎日のバックアップ数</translation>
    </message>
    <message>
        <source>Older ones are deleted. Copies you made yourself stay.</source>
        <translation>古いものは削除されます。手動で作成したコピーは残ります。</translation>
    </message>
    <message>
        <source>What bookings survive</source>
        <translation>記帳の保護</translation>
    </message>
    <message>
        <source>A power cut may lose the last ones, unless every answer waits for the disk, and ends slightly later.</source>
        <translation>停電で最後の数件が失われることがあります。すべての回答がディスクへの書き込みを待てば失われませんが、少し遅く終わります。</translation>
    </message>
    <message>
        <source>Some models cannot open a web address; Homeport does it for them.</source>
        <translation>Web アドレスを開けないモデルのために、Homeport が代わりに取得します。</translation>
    </message>
    <message>
        <source>The very same request is answered from memory, free of charge.</source>
        <translation>まったく同じリクエストには、メモリーから無料で回答します。</translation>
    </message>
    <message>
        <source>Fetch images for models</source>
        <translation>モデル用に画像を取得</translation>
    </message>
    <message>
        <source>Show token keys in API lists</source>
        <translation>APIの一覧にトークンのキーを表示</translation>
    </message>
    <message>
        <source>Tools made for one-api expect their own keys whole in the token list.</source>
        <translation>one-api用のツールは、トークン一覧にキー全体が含まれることを前提としています。</translation>
    </message>
    <message>
        <source>Keep responses</source>
        <translation>応答を保存</translation>
    </message>
    <message>
        <source>Sealed, for apps that go on from one by its id (OpenAI&apos;s Responses API).</source>
        <translation>IDを指定して応答の続きから会話するアプリ（OpenAIのResponses API）用に、暗号化して保存します。</translation>
    </message>
    <message>
        <source>Keep them for</source>
        <translation>応答の保存期間</translation>
    </message>
    <message>
        <source>Counted from a conversation&apos;s last response. 0 keeps everything.</source>
        <translation>会話の最後の応答から数えます。0ならすべて残します。</translation>
    </message>
    <message>
        <source>Answer repeated requests once</source>
        <translation>再送に前回の回答を返す</translation>
    </message>
    <message>
        <source>Sent again under its Idempotency-Key, a request gets the answer it had got, free of charge. Kept sealed.</source>
        <translation>同じIdempotency-Keyで再送されたリクエストには、前回の回答を無料で返します。回答は暗号化して保存します。</translation>
    </message>
    <message>
        <source>Keep those answers for</source>
        <translation>再送用の回答の保存期間</translation>
    </message>
    <message>
        <source>Later the same key is a new request.</source>
        <translation>期間を過ぎると、同じIdempotency-Keyでも新しいリクエストとして扱います。</translation>
    </message>
    <message>
        <source>Space for those answers</source>
        <translation>再送用の回答の保存容量</translation>
    </message>
    <message>
        <source>The oldest are forgotten beyond it.</source>
        <translation>超えた場合は、古いものから消去されます。</translation>
    </message>
    <message>
        <source>Cache answers</source>
        <translation>回答をキャッシュ</translation>
    </message>
    <message>
        <source>Cached for</source>
        <translation>キャッシュの保存期間</translation>
    </message>
    <message>
        <source>Older answers are asked for anew.</source>
        <translation>期間を過ぎた回答は、改めて取得します。</translation>
    </message>
    <message>
        <source>Memory for the cache</source>
        <translation>キャッシュのメモリ容量</translation>
    </message>
    <message>
        <source>The oldest answers are forgotten beyond it.</source>
        <translation>超えた場合は、古い回答から消去されます。</translation>
    </message>
    <message>
        <source>One cache for everyone</source>
        <translation>全員でキャッシュを共有</translation>
    </message>
    <message>
        <source>Off, each person gets only answers to requests of their own. On, also what others of the same group were answered.</source>
        <translation>オフでは、各ユーザーは自分のリクエストへの回答だけを受け取ります。オンでは、同じグループの他のユーザーへの回答も使います。</translation>
    </message>
    <message>
        <source>Space for responses</source>
        <translation>応答の保存容量</translation>
    </message>
    <message>
        <source>The oldest conversations are forgotten beyond it.</source>
        <translation>超えた場合は、古い会話から消去されます。</translation>
    </message>
    <message>
        <source>By weight</source>
        <translation>重みに応じて</translation>
    </message>
    <message>
        <source>The cheapest</source>
        <translation>最も安いチャンネル</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>最も速いチャンネル</translation>
    </message>
    <message>
        <source>Each in turn</source>
        <translation>順番に交代</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>From the internet alone</source>
        <translation>インターネットのみ</translation>
    </message>
    <message>
        <source>From your own network, too</source>
        <translation>自分のネットワークからも</translation>
    </message>
    <message>
        <source>At temperature 0, and embeddings</source>
        <translation>温度 0 のチャットと埋め込み</translation>
    </message>
    <message>
        <source>Every chat</source>
        <translation>すべてのチャット</translation>
    </message>
    <message>
        <source>A crash of Homeport</source>
        <translation>異常終了に耐える</translation>
    </message>
    <message>
        <source>A power cut, too</source>
        <translation>停電にも耐える</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>月曜日</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>土曜日</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>日曜日</translation>
    </message>
    <message>
        <source>Set on the command line (--{name}).</source>
        <translation>コマンドライン（--{name}）で設定されています。</translation>
    </message>
    <message>
        <source>Set by the environment ({name}).</source>
        <translation>環境変数（{name}）で設定されています。</translation>
    </message>
    <message>
        <source>The system keeps port {port} for itself, so Homeport stays at {now}. Choose another, 1024 or higher.</source>
        <translation>ポート{port}はシステムが予約しているため、引き続き{now}を使用します。1024以上の別のポートを選んでください。</translation>
    </message>
    <message>
        <source>Port {port} is used by {holder}, so Homeport stays at {now}.</source>
        <translation>ポート{port}は{holder}が使用しているため、引き続き{now}を使用します。</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>別のプログラム</translation>
    </message>
    <message>
        <source>This computer has no such address, so Homeport stays at {now}.</source>
        <translation>このコンピューターにこのアドレスはないため、引き続き{now}を使用します。</translation>
    </message>
    <message>
        <source>A proxy&apos;s address, such as http://host:8080 or socks5://host:1080.</source>
        <translation>http://host:8080やsocks5://host:1080のようなプロキシのアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Addresses or networks such as 10.0.0.0/8, between commas.</source>
        <translation>10.0.0.0/8のようなアドレスまたはネットワークを、カンマで区切って入力してください。</translation>
    </message>
    <message>
        <source>Host names or addresses, between commas.</source>
        <translation>ホスト名またはアドレスを、カンマで区切って入力してください。</translation>
    </message>
    <message>
        <source>Choose one of: {choices}</source>
        <translation>次のいずれかを選んでください：{choices}</translation>
    </message>
    <message>
        <source>A whole number from {low} to {high}.</source>
        <translation>{low}～{high}の整数を入力してください。</translation>
    </message>
    <message>
        <source>A whole number, at least {low}.</source>
        <translation>{low}以上の整数を入力してください。</translation>
    </message>
    <message>
        <source>This value does not fit.</source>
        <translation>この値は使えません。</translation>
    </message>
</context>
<context>
    <name>sharing</name>
    <message>
        <source>{network} ({interface})</source>
        <translation>{network}（{interface}）</translation>
    </message>
    <message>
        <source>{network}, IPv6</source>
        <translation>{network}、IPv6</translation>
    </message>
    <message>
        <source>Wi-Fi “{name}”</source>
        <translation>Wi-Fi「{name}」</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wi-Fi</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>イーサネット</translation>
    </message>
    <message>
        <source>LAN off</source>
        <translation>LAN共有オフ</translation>
    </message>
    <message>
        <source>Shared on {address}</source>
        <translation>{address}で共有中</translation>
    </message>
    <message>
        <source>Shared on {n} networks</source>
        <translation>{n}個のネットワークで共有中</translation>
    </message>
    <message>
        <source>Open on all networks</source>
        <translation>すべてのネットワークに公開中</translation>
    </message>
    <message>
        <source>Open on {address}</source>
        <translation>{address}で公開中</translation>
    </message>
    <message>
        <source>LAN on, no network chosen</source>
        <translation>LAN共有オン、ネットワーク未選択</translation>
    </message>
    <message>
        <source>LAN on, port not free</source>
        <translation>LAN共有オン、ポート使用中</translation>
    </message>
    <message>
        <source>Waiting for {network}</source>
        <translation>{network}を待機中</translation>
    </message>
</context>
<context>
    <name>shortcuts</name>
    <message>
        <source>Go to</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>On a page</source>
        <translation>ページ内</translation>
    </message>
    <message>
        <source>In lists and editors</source>
        <translation>一覧とエディター内</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新規作成</translation>
    </message>
    <message>
        <source>Search or filter</source>
        <translation>検索または絞り込み</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Close what is open, clear a filter</source>
        <translation>開いているものを閉じる、フィルターをクリア</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Raise the channel&apos;s priority</source>
        <translation>チャンネルの優先度を上げる</translation>
    </message>
    <message>
        <source>Lower the channel&apos;s priority</source>
        <translation>チャンネルの優先度を下げる</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピー</translation>
    </message>
    <message>
        <source>Narrow or widen the page list</source>
        <translation>ページ一覧を狭める/広げる</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
</context>
<context>
    <name>vault</name>
    <message>
        <source>the Secret Service keychain</source>
        <translation>Secret Serviceキーチェーン</translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation>KWallet</translation>
    </message>
    <message>
        <source>the macOS keychain</source>
        <translation>macOSキーチェーン</translation>
    </message>
    <message>
        <source>the Windows Credential Manager</source>
        <translation>Windows資格情報マネージャー</translation>
    </message>
    <message>
        <source>the key file</source>
        <translation>キーファイル</translation>
    </message>
    <message>
        <source>the keychain</source>
        <translation>キーチェーン</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>キーファイル</translation>
    </message>
    <message>
        <source>Own key</source>
        <translation>独自キー</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>使用可能</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>キーなし</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>Sealed with a key in {keychain}; only your account can open it.</source>
        <translation>{keychain}のキーで暗号化されています。復号できるのは自分のアカウントだけです。</translation>
    </message>
    <message>
        <source>Sealed with a key in a file that only your account can read. This system offers no keychain, or it was switched off.</source>
        <translation>自分のアカウントだけが読めるファイルのキーで暗号化されています。このシステムにはキーチェーンがないか、オフになっています。</translation>
    </message>
    <message>
        <source>Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.</source>
        <translation>HOMEPORT_MASTER_KEY_FILEで指定したキーで暗号化されています。</translation>
    </message>
    <message>
        <source>The key they were sealed with is not there. Put it back, or enter your channels&apos; keys again.</source>
        <translation>暗号化に使ったキーが見つかりません。元に戻すか、チャンネルのキーを入力し直してください。</translation>
    </message>
    <message>
        <source>Access to the key was refused, so requests wait. Allow it, try again.</source>
        <translation>キーへのアクセスが拒否されたため、リクエストは待機しています。許可してから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>{keychain} is locked, so requests wait.</source>
        <translation>{keychain}がロックされているため、リクエストは待機しています。</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <source>Not asked yet</source>
        <translation>未取得</translation>
    </message>
    <message>
        <source>Asking {provider} for its models…</source>
        <translation>{provider}にモデルを問い合わせています…</translation>
    </message>
    <message>
        <source>Named by you</source>
        <translation>手動で指定</translation>
    </message>
    <message>
        <source>1 model from the catalogue</source>
        <translation>カタログのモデル1個</translation>
    </message>
    <message>
        <source>{n} from the catalogue</source>
        <translation>カタログのモデル{n}個</translation>
    </message>
    <message>
        <source>{chosen} of {n} chosen</source>
        <translation>{n}個中{chosen}個を選択</translation>
    </message>
    <message>
        <source>1 model found</source>
        <translation>モデル1個を検出</translation>
    </message>
    <message>
        <source>{n} found</source>
        <translation>{n}個を検出</translation>
    </message>
    <message>
        <source>This address asks for a key.</source>
        <translation>このアドレスにはキーが必要です。</translation>
    </message>
    <message>
        <source>{provider} has no models yet. Load one there, then try again.</source>
        <translation>{provider}にはまだモデルがありません。モデルを読み込んでから、もう一度お試しください。</translation>
    </message>
    <message>
        <source>Not tested</source>
        <translation>未テスト</translation>
    </message>
    <message>
        <source>Sending a short request…</source>
        <translation>短いリクエストを送信しています…</translation>
    </message>
    <message>
        <source>“{reply}”</source>
        <translation>「{reply}」</translation>
    </message>
    <message>
        <source>Working, first token {time}</source>
        <translation>正常、最初のトークンまで{time}</translation>
    </message>
    <message>
        <source>{model} · {cost}</source>
        <translation>{model} · {cost}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Open the key page</source>
        <translation>キーのページを開く</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>キーを変更</translation>
    </message>
    <message>
        <source>Change the base URL</source>
        <translation>ベースURLを変更</translation>
    </message>
    <message>
        <source>Name the models</source>
        <translation>モデルを指定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>There is no key or address in this. Paste the key alone, or choose a provider.</source>
        <translation>キーもアドレスも見つかりません。キーだけを貼り付けるか、プロバイダーを選んでください。</translation>
    </message>
    <message>
        <source>A placeholder stands where the key belongs. Put the key in its place.</source>
        <translation>キーの位置にプレースホルダーが入っています。実際のキーに置き換えてください。</translation>
    </message>
    <message>
        <source>This is an admin key: it cannot use models. Make an ordinary API key.</source>
        <translation>これは管理用キーのため、モデルを使えません。通常のAPIキーを作成してください。</translation>
    </message>
    <message>
        <source>This is the token of a subscription, which only its own apps may use. Make an API key.</source>
        <translation>これはサブスクリプションのトークンで、専用アプリでしか使えません。APIキーを作成してください。</translation>
    </message>
</context>
</TS>
