<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutSection</name>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="59" />
        <location filename="../../desktop/pages/settings_about.py" line="64" />
        <location filename="../../desktop/pages/settings_about.py" line="90" />
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="82" />
        <source>Homeport {version}</source>
        <translation>Homeport {version}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="83" />
        <source>Free software under the MIT licence.</source>
        <translation>自由软件，采用 MIT 许可证。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="85" />
        <source>Homeport's own log</source>
        <translation>Homeport 自身的日志</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="86" />
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="87" />
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="95" />
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="96" />
        <source>Read {name}</source>
        <translation>阅读 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="102" />
        <source>All that Homeport carries and runs on</source>
        <translation>Homeport 附带和依赖的全部组件</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="103" />
        <source>GNU General Public License</source>
        <translation>GNU 通用公共许可证</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="104" />
        <source>Qt: GNU Lesser General Public License</source>
        <translation>Qt：GNU 宽通用公共许可证</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="105" />
        <source>Model prices and limits: MIT</source>
        <translation>模型价格与上限：MIT</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="106" />
        <source>Icons: ISC</source>
        <translation>图标：ISC</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_about.py" line="107" />
        <source>Token encodings: MIT</source>
        <translation>分词编码：MIT</translation>
    </message>
</context>
<context>
    <name>AccessCard</name>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="33" />
        <source>Access token for scripts</source>
        <translation>供脚本使用的访问令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="34" />
        <source>For the management API under /api, in the Authorization header.</source>
        <translation>用于 /api 下的管理接口，放在 Authorization 请求头中。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="36" />
        <source>For the management API under /api. A new one ends the one before.</source>
        <translation>用于 /api 下的管理接口。生成新的令牌后，原来的随即失效。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="39" />
        <source>Password of root</source>
        <translation>root 的密码</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="40" />
        <source>Made with this first start. It can be copied until Homeport quits.</source>
        <translation>首次启动时生成，退出母港前都可以复制。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="42" />
        <source>Only its hash is kept, so it cannot be shown again; make a new one.</source>
        <translation>只保存了它的散列值，无法再次显示；可以生成新的密码。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="44" />
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="44" />
        <source>Make a new one</source>
        <translation>生成新的</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="48" />
        <source>Copy the access token</source>
        <translation>复制访问令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="48" />
        <source>Make a new access token</source>
        <translation>生成新的访问令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="51" />
        <source>Copy the password of root</source>
        <translation>复制 root 的密码</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="53" />
        <source>Make a new password for root</source>
        <translation>为 root 生成新密码</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_access.py" line="58" />
        <source>Copied. The clipboard forgets it after 90 seconds.</source>
        <translation>已复制，90 秒后从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>Arrival</name>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="91" />
        <source>Waiting for the next request…</source>
        <translation>正在等待下一个请求…</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="93" />
        <source>Waiting for the first request…</source>
        <translation>正在等待第一个请求…</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="99" />
        <source>an app</source>
        <translation>一个应用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="102" />
        <source>A request came from {client}, but it failed</source>
        <translation>收到来自 {client} 的请求，但它失败了</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="104" />
        <source>Request received from {client}</source>
        <translation>已收到来自 {client} 的请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="106" />
        <source>First request received from {client}</source>
        <translation>已收到来自 {client} 的第一个请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="107" />
        <source>{model} through {channel}, first token {first}, {total} in all</source>
        <translation>{model}，经由 {channel}，首个 token {first}，共 {total}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="109" />
        <source>{model}: no channel took it</source>
        <translation>{model}：没有渠道接收</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="111" />
        <source>{model} through {channel}, {total} in all</source>
        <translation>{model}，经由 {channel}，共 {total}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="121" />
        <source>See it in Logs</source>
        <translation>在日志中查看</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="125" />
        <source>Nothing arrived?</source>
        <translation>没有收到？</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="129" />
        <source>The address: OpenAI-style apps need /v1 at its end, Anthropic-style ones do not.</source>
        <translation>地址：OpenAI 类应用的地址末尾需要 /v1，Anthropic 类应用不需要。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="132" />
        <source>The terminal: variables count for the window they were set in. Open a new one.</source>
        <translation>终端：变量只在设置它的窗口里有效，请打开新窗口再设置一次。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="135" />
        <source>Docker and WSL: localhost is the container there. In Docker Desktop use host.docker.internal, in WSL 2 mirrored networking.</source>
        <translation>Docker 与 WSL：那里的 localhost 指容器自身。Docker Desktop 请用 host.docker.internal，WSL 2 请启用镜像网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_arrival.py" line="138" />
        <source>The key: copy it again. It begins with sk- and has 51 characters.</source>
        <translation>密钥：请重新复制。它以 sk- 开头，共 51 个字符。</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <location filename="../../desktop/pages/welcome_ask.py" line="76" />
        <source>Whose key is this?</source>
        <translation>这是哪家的密钥？</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_ask.py" line="78" />
        <source>Keys of this form are given out by several providers. Homeport asks, because trying the key would show it to the wrong ones.</source>
        <translation>好几家服务商都发放这种形式的密钥。Homeport 先问一声，因为逐家试用会把密钥泄露给不相干的服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_ask.py" line="81" />
        <source>Homeport does not know keys of this form. Choose its provider below.</source>
        <translation>Homeport 不认识这种形式的密钥，请在下面选择它的服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_ask.py" line="83" />
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>AttemptTimeline</name>
    <message>
        <location filename="../../desktop/widgets/charts/timeline.py" line="163" />
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <location filename="../../desktop/widgets/banner.py" line="56" />
        <location filename="../../desktop/widgets/banner.py" line="113" />
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ChannelChecks</name>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="33" />
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="34" />
        <source>This is no base URL. It looks like https://api.example.com/v1.</source>
        <translation>这不是接口地址。它的样子是 https://api.example.com/v1。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="37" />
        <source>At least one key is needed.</source>
        <translation>至少需要一个密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="38" />
        <source>This holds characters that no key has. Copy the key again.</source>
        <translation>其中有密钥不会有的字符，请重新复制密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="41" />
        <source>Choose at least one model.</source>
        <translation>请至少选择一个模型。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="42" />
        <source>An alias needs both names.</source>
        <translation>别名的两个名称都要填写。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="43" />
        <source>A whole number, 0 or more.</source>
        <translation>请填写不小于 0 的整数。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="44" />
        <source>A header has a name without spaces, and Homeport sets some by itself.</source>
        <translation>请求头的名称不能含空格，有些请求头由母港自己设置。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="47" />
        <source>1 to 3,600 seconds.</source>
        <translation>请填写 1 到 3,600 秒。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="48" />
        <source>A whole number from {least} to {most}.</source>
        <translation>请填写 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="49" />
        <source>The provider does not take this value.</source>
        <translation>服务商不接受这个值。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/channel_checks.py" line="50" />
        <source>This is too long.</source>
        <translation>内容太长。</translation>
    </message>
</context>
<context>
    <name>ChannelRowView</name>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="175" />
        <source>Unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="182" />
        <source>{name} is on</source>
        <translation>启用 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="183" />
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="187" />
        <source>{name}, {host}, {status}</source>
        <translation>{name}，{host}，{status}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="193" />
        <source>{n} keys</source>
        <translation>{n} 个密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="195" />
        <source>{n} refused</source>
        <translation>{n} 个被拒</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="205" />
        <source>1 request</source>
        <translation>1 次请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="205" />
        <source>{n} requests</source>
        <translation>{n} 次请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="207" />
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="209" />
        <source>{n}</source>
        <comment>requests, short</comment>
        <translation>{n} 次</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="212" />
        <source>Today: {n} requests, {cost}</source>
        <translation>今日：{n} 次请求，{cost}</translation>
    </message>
</context>
<context>
    <name>ChannelSheet</name>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="144" />
        <source>Applies to new requests</source>
        <translation>修改只影响新请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="148" />
        <location filename="../../desktop/pages/channels_editor.py" line="264" />
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="148" />
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="158" />
        <source>Save and test</source>
        <translation>保存并测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="158" />
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="164" />
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="164" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="164" />
        <source>Routing</source>
        <translation>路由</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="164" />
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="168" />
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="169" />
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_editor.py" line="236" />
        <source>Testing with a real request</source>
        <translation>正在用真实请求测试</translation>
    </message>
</context>
<context>
    <name>ChannelStatus</name>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="144" />
        <source>Working</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="145" />
        <source>Failing</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="146" />
        <source>Not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="147" />
        <source>Key rejected</source>
        <translation>密钥被拒</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="148" />
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="149" />
        <source>Keys off</source>
        <translation>密钥已停用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="150" />
        <source>Off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="151" />
        <source>Needs unlock</source>
        <translation>需要解锁</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="152" />
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="153" />
        <source>Testing</source>
        <translation>测试中</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="162" />
        <source>Working {time}</source>
        <translation>正常 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="164" />
        <source>Slow {time}</source>
        <translation>缓慢 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="167" />
        <source>Failing ({n})</source>
        <translation>失败 {n} 次</translation>
    </message>
    <message>
        <location filename="../../desktop/models/channel_status.py" line="172" />
        <source>Resting until {time}</source>
        <translation>休息至 {time}</translation>
    </message>
</context>
<context>
    <name>ChannelWords</name>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="20" />
        <source>Organization</source>
        <translation>组织</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="21" />
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="22" />
        <source>Context length in tokens</source>
        <translation>上下文长度（token）</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="23" />
        <source>How the key is sent</source>
        <translation>密钥的发送方式</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="26" />
        <source>As x-api-key</source>
        <translation>作为 x-api-key</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="27" />
        <source>As a bearer token</source>
        <translation>作为 Bearer 令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="30" />
        <source>sealed by the system keychain</source>
        <translation>由系统钥匙串加密</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="31" />
        <source>sealed with a key file</source>
        <translation>由密钥文件加密</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="32" />
        <source>sealed with your key file</source>
        <translation>由你的密钥文件加密</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="34" />
        <source>the keychain is locked</source>
        <translation>钥匙串已锁定</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="67" />
        <source>Off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="69" />
        <source>Rejected</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="71" />
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="73" />
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="75" />
        <source>Resting until {time}</source>
        <translation>休息至 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="92" />
        <source>The provider said: {message}</source>
        <translation>服务商说：{message}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="97" />
        <source>It works, first token after {time}</source>
        <translation>连接正常，首字 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="101" />
        <source>{model} answered “{reply}”</source>
        <translation>{model} 答：“{reply}”</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="108" />
        <source>about {cost}</source>
        <translation>约 {cost}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="134" />
        <source>Replace the key</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="135" />
        <source>Open its page</source>
        <translation>打开服务商网页</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="136" />
        <source>Check the URL</source>
        <translation>检查接口地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="137" />
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_words.py" line="138" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>ChannelsPage</name>
    <message>
        <location filename="../../desktop/pages/channels.py" line="172" />
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="188" />
        <source>No channel matches “{text}”.</source>
        <translation>没有与“{text}”相符的渠道。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="196" />
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="199" />
        <source>Requests go to the first working channel that has the model; equal priorities share them by weight.</source>
        <translation>请求发往第一个可用且有该模型的渠道；优先级相同时按权重分配。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="204" />
        <source>No channels yet</source>
        <translation>还没有渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="205" />
        <source>A channel is a connection to a provider: its address and your keys for it.</source>
        <translation>渠道是通往一个服务商的连接：它的接口地址，和你在那里的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="206" />
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="208" />
        <source>Alt+↑ and Alt+↓ change the priority of the selected channel.</source>
        <translation>按 Alt+↑ / Alt+↓ 调整所选渠道的优先级。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="246" />
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="249" />
        <source>Cancel the test</source>
        <translation>取消测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="250" />
        <source>Fetch models</source>
        <translation>获取模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="252" />
        <source>Resume now</source>
        <translation>立即恢复</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="254" />
        <source>Duplicate</source>
        <translation>复制渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="255" />
        <source>Copy base URL</source>
        <translation>复制接口地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="258" />
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="272" />
        <source>Copied {text}</source>
        <translation>已复制 {text}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="275" />
        <source>Deleted {name}</source>
        <translation>已删除 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="283" />
        <source>{name} works, first token after {time}</source>
        <translation>{name} 连接正常，首字 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="287" />
        <source>{name}: {problem}</source>
        <translation>{name}：{problem}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="303" />
        <source>All {n} channels work</source>
        <translation>{n} 个渠道全部正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="303" />
        <source>The channel works</source>
        <translation>渠道正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="306" />
        <source>1 works</source>
        <translation>1 个正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="306" />
        <source>{n} work</source>
        <translation>{n} 个正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="307" />
        <source>1 does not</source>
        <translation>1 个不正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="307" />
        <source>{n} do not</source>
        <translation>{n} 个不正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels.py" line="308" />
        <source>{good}, {bad}</source>
        <translation>{good}，{bad}</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <location filename="../../desktop/widgets/chips.py" line="46" />
        <source>Delete removes it</source>
        <translation>按 Delete 键移除</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message numerus="yes">
        <location filename="../../desktop/widgets/chips.py" line="148" />
        <source>+%n</source>
        <translation>
            <numerusform>+%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectPage</name>
    <message>
        <location filename="../../desktop/pages/connect.py" line="193" />
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="252" />
        <source>{a} or {b}</source>
        <translation>{a} 或 {b}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="256" />
        <source>{a} and {n} others</source>
        <translation>{a} 等 {n} 个其他渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="260" />
        <source>sent to {first}, then {then} if that fails</source>
        <translation>发往 {first}，失败时改发 {then}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="262" />
        <source>sent to {first}</source>
        <translation>发往 {first}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="269" />
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="270" />
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="271" />
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="273" />
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="274" />
        <source>for OpenAI-style apps</source>
        <translation>供 OpenAI 类应用使用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="275" />
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="276" />
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="277" />
        <source>Copy the key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="278" />
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="279" />
        <location filename="../../desktop/pages/connect.py" line="280" />
        <source>Use it in</source>
        <translation>用于</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="283" />
        <source>macOS, Linux</source>
        <translation>macOS、Linux</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="283" />
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect.py" line="284" />
        <source>System</source>
        <translation>系统</translation>
    </message>
</context>
<context>
    <name>ConnectionTab</name>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="78" />
        <source>{n} chosen</source>
        <translation>已选 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="84" />
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="85" />
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="86" />
        <source>Base URL</source>
        <translation>接口地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="87" />
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="88" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_connection.py" line="89" />
        <source>A channel keeps its provider. Add another channel for another provider.</source>
        <translation>渠道的服务商不能更改。要用别的服务商，请另外添加渠道。</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <location filename="../../desktop/widgets/copying.py" line="50" />
        <location filename="../../desktop/widgets/copying.py" line="52" />
        <location filename="../../desktop/widgets/copying.py" line="62" />
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copying.py" line="57" />
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>CreatedView</name>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="146" />
        <source>This is the key for the app. Keep it to yourself: whoever has it uses your channels. You can copy it again from the list.</source>
        <translation>这是给应用使用的密钥。请妥善保管：拿到它的人都能使用你的渠道。以后可以在列表中再次复制。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="150" />
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="58" />
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="59" />
        <source>Open the data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="61" />
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="62" />
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="63" />
        <source>Back up the database now</source>
        <translation>立即备份数据库</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="66" />
        <source>{size}. A copy holds everything except the master key.</source>
        <translation>{size}。备份包含主密钥以外的全部内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="67" />
        <source>Database</source>
        <translation>数据库</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="69" />
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="70" />
        <source>Check the ledger</source>
        <translation>检查账本</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="73" />
        <source>Ledger</source>
        <translation>账本</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="74" />
        <source>Adds up every entry and compares it with every balance. Changes nothing.</source>
        <translation>把每一笔账目加起来，与每个余额核对。不会改动任何内容。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="81" />
        <source>Backed up {when}: {name}</source>
        <translation>已备份，{when}：{name}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="86" />
        <source>Last backup {when}.</source>
        <translation>上次备份：{when}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="89" />
        <source>No backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="96" />
        <source>All is well: {entries} entries of {requests} requests add up.</source>
        <translation>一切正常：{requests} 次请求的 {entries} 笔账目全部吻合。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_data.py" line="106" />
        <source>Accounts whose balance differs from their entries: {n}.</source>
        <translation>余额与账目不符的账户：{n} 个。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <location filename="../../desktop/widgets/footer.py" line="143" />
        <location filename="../../desktop/widgets/footer.py" line="194" />
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/footer.py" line="155" />
        <location filename="../../desktop/widgets/footer.py" line="156" />
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/footer.py" line="160" />
        <source>Sharing is on</source>
        <translation>共享已开启</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="52" />
        <source>Found on this computer</source>
        <translation>在本机发现</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="80" />
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="82" />
        <source>Add {name}</source>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="92" />
        <source>asks for a key</source>
        <translation>需要密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="94" />
        <source>1 model</source>
        <translation>1 个模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="94" />
        <source>{n} models</source>
        <translation>{n} 个模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="97" />
        <source>{provider} key in your environment</source>
        <translation>环境变量中的 {provider} 密钥</translation>
    </message>
</context>
<context>
    <name>FrameModel</name>
    <message>
        <location filename="../../desktop/viewmodels/frame.py" line="93" />
        <source>This computer only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/frame.py" line="97" />
        <source>No channels yet</source>
        <translation>还没有渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/frame.py" line="98" />
        <source>{n} active</source>
        <translation>{n} 个进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/frame.py" line="102" />
        <source>{cost} today</source>
        <translation>今日 {cost}</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="47" />
        <location filename="../../desktop/pages/settings_general.py" line="58" />
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="47" />
        <source>Of this window. Your apps are not affected.</source>
        <translation>只影响本窗口，不影响你的应用。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="50" />
        <location filename="../../desktop/pages/settings_general.py" line="61" />
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="50" />
        <source>System follows your desktop, high contrast included.</source>
        <translation>“跟随系统”与你的桌面一致，包括高对比度。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="53" />
        <location filename="../../desktop/pages/settings_general.py" line="65" />
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="53" />
        <source>Enlarges everything in this window with the text.</source>
        <translation>本窗口的所有内容随文字一起放大。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="56" />
        <location filename="../../desktop/pages/settings_general.py" line="62" />
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="62" />
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_general.py" line="62" />
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>HeaderActions</name>
    <message>
        <location filename="../../desktop/pages/channels_header.py" line="110" />
        <source>Search channels</source>
        <translation>搜索渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_header.py" line="120" />
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_header.py" line="120" />
        <source>Test all</source>
        <translation>全部测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_header.py" line="121" />
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_header.py" line="125" />
        <source>Cancel {done} of {total}</source>
        <translation>取消 {done}/{total}</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="119" />
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="120" />
        <source>last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="121" />
        <source>Test all</source>
        <translation>全部测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="131" />
        <source>and {n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
</context>
<context>
    <name>HealthRow</name>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="66" />
        <source>{n} hours with failures</source>
        <translation>{n} 个小时有失败</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="73" />
        <source>{n} fine</source>
        <translation>{n} 次正常</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="75" />
        <source>{n} slow</source>
        <translation>{n} 次缓慢</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="77" />
        <source>{n} failed</source>
        <translation>{n} 次失败</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_channels.py" line="78" />
        <source>no requests</source>
        <translation>没有请求</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="98" />
        <source>{provider}. Press Enter to go on.</source>
        <translation>{provider}。按回车继续。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="100" />
        <source>A key. Press Enter to choose whose it is.</source>
        <translation>一个密钥。按回车选择它的服务商。</translation>
    </message>
</context>
<context>
    <name>Intro</name>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="60" />
        <source>Connect your first model provider</source>
        <translation>连接第一个模型服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="61" />
        <source>Paste a key and Homeport works out the rest.</source>
        <translation>粘贴密钥，其余的交给 Homeport。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="62" />
        <source>Your apps then need one address:</source>
        <translation>之后你的应用只需要一个地址：</translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="151" />
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="153" />
        <source>No key yet? Try it with Echo</source>
        <translation>还没有密钥？用 Echo 试试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="160" />
        <source>Keys stay on this computer, encrypted with your system keychain.</source>
        <translation>密钥只留在本机，由系统钥匙串加密。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="162" />
        <source>Keys stay on this computer, encrypted with your own master key.</source>
        <translation>密钥只留在本机，由你自己的主密钥加密。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="164" />
        <source>The master key is missing: saved keys cannot be opened.</source>
        <translation>主密钥不见了，已保存的密钥无法打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="166" />
        <source>Your keychain refused access, so no key can be kept yet.</source>
        <translation>系统钥匙串拒绝访问，暂时无法保存密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="168" />
        <source>Your keychain is locked, so no key can be kept yet.</source>
        <translation>系统钥匙串已锁定，暂时无法保存密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_parts.py" line="169" />
        <source>Keys stay on this computer, encrypted with a key file only you can read.</source>
        <translation>密钥只留在本机，由只有你能读取的密钥文件加密。</translation>
    </message>
</context>
<context>
    <name>KeyBox</name>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="75" />
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="75" />
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="76" />
        <source>Copy key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_created.py" line="77" />
        <source>Key ending in {tail}</source>
        <translation>以 {tail} 结尾的密钥</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="160" />
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="164" />
        <source>More for this key</source>
        <translation>这个密钥的更多操作</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="167" />
        <source>Add keys</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="167" />
        <source>Add a key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="186" />
        <source>Will be removed</source>
        <translation>将移除</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="188" />
        <source>Becomes {key}</source>
        <translation>将换成 {key}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="191" />
        <source>Will be off</source>
        <translation>将停用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="193" />
        <source>Will be on</source>
        <translation>将启用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="227" />
        <source>Paste keys, one per line</source>
        <translation>粘贴密钥，每行一个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="229" />
        <source>Paste the new key</source>
        <translation>粘贴新的密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="263" />
        <location filename="../../desktop/pages/channels_keys.py" line="283" />
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="269" />
        <source>Take the change back</source>
        <translation>撤回修改</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="272" />
        <source>Replace</source>
        <translation>更换</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="275" />
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="277" />
        <source>Switch off</source>
        <translation>停用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_keys.py" line="280" />
        <source>Resume now</source>
        <translation>立即恢复</translation>
    </message>
</context>
<context>
    <name>LimitsView</name>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="85" />
        <source>all, also those to come</source>
        <translation>全部，包括以后新增的</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="92" />
        <source>Balance in dollars</source>
        <translation>额度（美元）</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="93" />
        <source>Unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="94" />
        <location filename="../../desktop/pages/tokens_sheet.py" line="99" />
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="95" />
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="95" />
        <source>In a day</source>
        <translation>1 天后</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="97" />
        <source>On a date</source>
        <translation>指定日期</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="100" />
        <source>Its last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="101" />
        <source>2026-12-31</source>
        <translation>2026-12-31</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="102" />
        <source>Allowed addresses</source>
        <translation>允许的地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="104" />
        <source>Addresses or networks, like 192.168.1.0/24. Empty allows any.</source>
        <translation>IP 地址或网段，例如 192.168.1.0/24。留空则不限。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="106" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="111" />
        <source>In a year</source>
        <translation>1 年后</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="112" />
        <source>In {n} days</source>
        <translation>{n} 天后</translation>
    </message>
</context>
<context>
    <name>LiveCard</name>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="187" />
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="188" />
        <source>Open logs</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="189" />
        <source>Quiet. Requests will appear here.</source>
        <translation>暂时没有请求，新的请求会出现在这里。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="190" />
        <source>Just finished</source>
        <translation>刚刚完成</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="210" />
        <source>1 request in flight</source>
        <translation>1 个请求进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="210" />
        <source>{n} requests in flight</source>
        <translation>{n} 个请求进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="213" />
        <source>and {n} more</source>
        <translation>还有 {n} 个</translation>
    </message>
</context>
<context>
    <name>LiveRow</name>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="71" />
        <source>1 channel failed</source>
        <translation>1 个渠道失败</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="71" />
        <source>{n} channels failed</source>
        <translation>{n} 个渠道失败</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="74" />
        <source>Cancel this request</source>
        <translation>取消此请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="89" />
        <source>Waiting for first token</source>
        <translation>等待首个 token</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="90" />
        <source>Waiting for the answer</source>
        <translation>等待回答</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="93" />
        <source>Streaming</source>
        <translation>正在输出</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_live.py" line="94" />
        <source>{n} tok/s</source>
        <translation>{n} tok/s</translation>
    </message>
</context>
<context>
    <name>LoadBanner</name>
    <message>
        <location filename="../../desktop/pages/load_banner.py" line="28" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>LogDetail</name>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="109" />
        <source>The cost is known when the answer is whole.</source>
        <translation>回答完成后才知道费用。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="135" />
        <source>connect {time}</source>
        <translation>连接 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="149" />
        <source>streaming {time}</source>
        <translation>输出 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="151" />
        <source>streaming {time}, {rate} tok/s</source>
        <translation>输出 {time}，{rate} tok/s</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="157" />
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="173" />
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="175" />
        <source>waiting for first token</source>
        <translation>等待首个 token</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="176" />
        <source>streaming</source>
        <translation>输出</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="184" />
        <source>The balance does not cover this request.</source>
        <translation>余额不足以支付这次请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="185" />
        <source>The budget of this period is used up.</source>
        <translation>本周期的预算已用完。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="186" />
        <source>The token's own rate limit was reached.</source>
        <translation>达到了令牌自身的速率上限。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="187" />
        <source>The token may not use this model.</source>
        <translation>该令牌不能使用这个模型。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="188" />
        <source>This model has no price, the token is limited.</source>
        <translation>这个模型没有价格，而令牌有额度限制。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="189" />
        <source>No channel has this model.</source>
        <translation>没有渠道提供这个模型。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="190" />
        <source>No channel could answer just then.</source>
        <translation>当时没有渠道可以应答。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="191" />
        <source>Every channel that was tried failed.</source>
        <translation>尝试过的渠道全部失败。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="192" />
        <source>The provider refused the request itself.</source>
        <translation>服务商拒绝了这次请求本身。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="193" />
        <source>The provider ended the answer early.</source>
        <translation>服务商提前结束了回答。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="194" />
        <source>The vault was locked.</source>
        <translation>密钥库处于锁定状态。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="197" />
        <source>The client left before the answer was whole.</source>
        <translation>回答完成前客户端已断开。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_detail.py" line="199" />
        <source>Homeport ended while this request ran.</source>
        <translation>请求进行时 Homeport 退出了。</translation>
    </message>
</context>
<context>
    <name>LogDetailPanel</name>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="221" />
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="222" />
        <source>Open channel</source>
        <translation>打开渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="227" />
        <source>Request id</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="228" />
        <source>Copy request id</source>
        <translation>复制请求 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="229" />
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/log_detail.py" line="230" />
        <source>Cost</source>
        <translation>费用</translation>
    </message>
</context>
<context>
    <name>LogFilters</name>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="134" />
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="135" />
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="136" />
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="139" />
        <source>Selected time</source>
        <translation>所选时段</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="141" />
        <source>Any status</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="142" />
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="143" />
        <source>All errors</source>
        <translation>所有错误</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="148" />
        <source>All channels</source>
        <translation>所有渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="151" />
        <source>All tokens</source>
        <translation>所有令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="160" />
        <source>Filter by model, channel, client, token</source>
        <translation>按模型、渠道、客户端、令牌筛选</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="163" />
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="164" />
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="165" />
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs_filters.py" line="166" />
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>LogPrice</name>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="20" />
        <source>{n} in × {price} / M</source>
        <translation>输入 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="21" />
        <source>{n} cached × {price} / M</source>
        <translation>缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="22" />
        <source>{n} to cache × {price} / M</source>
        <translation>写缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="23" />
        <source>{n} to 1 h cache × {price} / M</source>
        <translation>写 1 小时缓存 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="24" />
        <source>{n} audio in × {price} / M</source>
        <translation>音频输入 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="25" />
        <source>{n} out × {price} / M</source>
        <translation>输出 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="26" />
        <source>{n} reasoning × {price} / M</source>
        <translation>推理 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="27" />
        <source>{n} audio out × {price} / M</source>
        <translation>音频输出 {n} × {price} / 百万</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="48" />
        <source>Group multiplier × {factor}</source>
        <translation>分组倍率 × {factor}</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="55" />
        <source>Rounded up</source>
        <translation>向上取整</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="68" />
        <source>Unpriced: no price is known for this model, so nothing is charged.</source>
        <translation>未定价：不知道这个模型的价格，因此不收费。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="72" />
        <source>Estimated: Homeport ended while this request ran.</source>
        <translation>估算：请求进行时 Homeport 退出了。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="74" />
        <source>Estimated: the provider did not tell the token counts.</source>
        <translation>估算：服务商没有给出 token 数量。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="76" />
        <source>Free: this model runs on your own computer.</source>
        <translation>免费：这个模型在你自己的电脑上运行。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="83" />
        <source>Charged to {name}</source>
        <translation>计入 {name}</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="85" />
        <source>Beyond the balance, paid by you</source>
        <translation>超出余额，由你承担</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/log_price.py" line="87" />
        <source>Cost of your channels</source>
        <translation>渠道成本</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <location filename="../../desktop/pages/logs.py" line="145" />
        <source>1 request today</source>
        <translation>今天 1 次请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="145" />
        <source>{n} requests today</source>
        <translation>今天 {n} 次请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="180" />
        <source>The log could not be read. What shows may be out of date.</source>
        <translation>无法读取日志，当前显示的内容可能已过时。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="181" />
        <location filename="../../desktop/pages/logs.py" line="189" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="187" />
        <source>The log could not be read</source>
        <translation>无法读取日志</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="188" />
        <source>Homeport's own log has the cause.</source>
        <translation>原因写在 Homeport 自身的日志里。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="193" />
        <source>No request matches</source>
        <translation>没有符合条件的请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="194" />
        <source>Other requests are there; the filters leave none of them.</source>
        <translation>日志中有其他请求，但都被筛选条件排除了。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="195" />
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="199" />
        <source>Nothing in this range</source>
        <translation>这段时间没有请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="200" />
        <source>There are older requests in the log.</source>
        <translation>日志中有更早的请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="201" />
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="219" />
        <source>More than {n} new</source>
        <translation>超过 {n} 条新请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="219" />
        <source>{n} new</source>
        <translation>{n} 条新请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="276" />
        <source>Copy request id</source>
        <translation>复制请求 ID</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="279" />
        <source>Open channel</source>
        <translation>打开渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="284" />
        <source>Only this channel</source>
        <translation>只看这个渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="289" />
        <source>Only this token</source>
        <translation>只看这个令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="296" />
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="306" />
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="307" />
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="308" />
        <source>Show new requests as they come</source>
        <translation>有新请求时立即显示</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="310" />
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="312" />
        <source>No requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="313" />
        <source>What your apps ask for appears here, with its cost, as it happens.</source>
        <translation>你的应用发出的每次请求都会即时显示在这里，并附上费用。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/logs.py" line="314" />
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <location filename="../../desktop/main_window.py" line="180" />
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <location filename="../../desktop/main_window.py" line="181" />
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/main_window.py" line="182" />
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/main_window.py" line="183" />
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <location filename="../../desktop/main_window.py" line="184" />
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../desktop/main_window.py" line="187" />
        <location filename="../../desktop/main_window.py" line="188" />
        <source>Homeport</source>
        <translation>母港</translation>
    </message>
</context>
<context>
    <name>MetaRow</name>
    <message>
        <location filename="../../desktop/pages/settings_rows.py" line="187" />
        <source>Applies after a restart. Until then: {value}.</source>
        <translation>重启后生效，在此之前为 {value}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_rows.py" line="191" />
        <source>Port {wanted} is used by {holder}. Homeport uses {port} for now.</source>
        <translation>端口 {wanted} 被{holder}占用，Homeport 暂时使用 {port}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_rows.py" line="192" />
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
</context>
<context>
    <name>ModelChecklist</name>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="189" />
        <source>Search models, or name one</source>
        <translation>搜索模型，或直接输入名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="192" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="193" />
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="194" />
        <source>Choose all that are listed</source>
        <translation>选择列出的全部模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="195" />
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="196" />
        <source>Choose none of those listed</source>
        <translation>列出的模型都不选</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="197" />
        <source>No models yet.</source>
        <translation>还没有模型。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="224" />
        <source>{chosen} of {total}</source>
        <translation>已选 {chosen} / {total}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/model_checklist.py" line="226" />
        <source>Add “{name}”</source>
        <translation>添加“{name}”</translation>
    </message>
</context>
<context>
    <name>ModelsSheet</name>
    <message>
        <location filename="../../desktop/pages/welcome_models.py" line="47" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_models.py" line="47" />
        <source>Which of them clients may ask for</source>
        <translation>客户端可以请求哪些模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_models.py" line="48" />
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_models.py" line="49" />
        <source>Use these</source>
        <translation>使用这些</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="43" />
        <source>Save and fetch</source>
        <translation>保存并获取</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="43" />
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="59" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="60" />
        <source>Aliases</source>
        <translation>别名</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="62" />
        <source>Answers carry the name that was asked for, whatever was sent.</source>
        <translation>无论实际发送的是哪个名称，回答中都用客户端请求的名称。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="64" />
        <source>Ask the provider which models it has</source>
        <translation>向服务商查询有哪些模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="66" />
        <source>Clients ask for</source>
        <translation>客户端请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="67" />
        <source>Send as</source>
        <translation>实际发送</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="68" />
        <source>Add alias</source>
        <translation>添加别名</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_models.py" line="69" />
        <source>Remove this alias</source>
        <translation>移除这个别名</translation>
    </message>
</context>
<context>
    <name>MoreTab</name>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="71" />
        <source>Headers of every request</source>
        <translation>每个请求附带的请求头</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="73" />
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="73" />
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="73" />
        <source>Add header</source>
        <translation>添加请求头</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="73" />
        <source>Remove this header</source>
        <translation>移除这个请求头</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="76" />
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="77" />
        <source>First token</source>
        <translation>首字</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="78" />
        <source>Silence</source>
        <translation>静默</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="81" />
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="83" />
        <source>The longest silence within an answer</source>
        <translation>回答中途最长的停顿</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="86" />
        <source>The longest wait for the first token; then the next channel is tried</source>
        <translation>等待首字的最长时间，超过后改试下一个渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="88" />
        <source>Model for tests</source>
        <translation>测试用的模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="89" />
        <source>The cheapest</source>
        <translation>最便宜的</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_more.py" line="90" />
        <source>Tag</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <location filename="../../desktop/widgets/nav_rail.py" line="190" />
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <location filename="../../desktop/pages/overview.py" line="110" />
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="110" />
        <source>See channels</source>
        <translation>查看渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="114" />
        <source>Homeport cannot write its database, so requests are refused. Check the free space on the disk; it goes on by itself.</source>
        <translation>Homeport 无法写入数据库，因此拒绝请求。请检查磁盘剩余空间，恢复后会自动继续。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="119" />
        <source>The master key is missing, so the saved keys cannot be opened.</source>
        <translation>主密钥不见了，已保存的密钥无法打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="120" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="123" />
        <source>Your keychain refused access, so keys cannot be opened.</source>
        <translation>系统钥匙串拒绝访问，密钥无法打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="128" />
        <source>Your keychain is locked, so requests cannot be served yet.</source>
        <translation>系统钥匙串已锁定，暂时无法处理请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="132" />
        <source>All channels are off, so no request can be answered.</source>
        <translation>所有渠道都已关闭，无法回应任何请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="137" />
        <source>All channels are resting until {time}.</source>
        <translation>所有渠道都在休息，直到 {time}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="140" />
        <source>No channel can answer at the moment.</source>
        <translation>目前没有渠道可以回应。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="144" />
        <source>Port {wanted} is taken. Homeport listens on {port} for now.</source>
        <translation>端口 {wanted} 已被占用，Homeport 暂时监听 {port}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="146" />
        <source>Port {wanted} is used by {holder}. Homeport listens on {port} for now.</source>
        <translation>端口 {wanted} 正被 {holder} 使用，Homeport 暂时监听 {port}。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="148" />
        <source>Use {port} from now on</source>
        <translation>以后都用 {port}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="174" />
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="175" />
        <source>Connect a client</source>
        <translation>连接客户端</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview.py" line="176" />
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="108" />
        <source>Where keys are kept</source>
        <translation>密钥保存在哪里</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="112" />
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="112" />
        <source>Open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="117" />
        <source>Key missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="119" />
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="124" />
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="124" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="126" />
        <source>Unlock the keys</source>
        <translation>解锁密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="130" />
        <source>Your keychain may show a prompt behind this window.</source>
        <translation>钥匙串的提示可能被本窗口挡住。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="135" />
        <source>Sealed with a key in {keychain}; only your account can open it.</source>
        <translation>用{keychain}中的密钥加密，只有你的账户能打开。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="139" />
        <source>Sealed with a key in a file that only your account can read. This system offers no keychain, or it was switched off.</source>
        <translation>用一个只有你的账户能读取的文件中的密钥加密。此系统没有钥匙串，或已停用。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="143" />
        <source>Sealed with the key that HOMEPORT_MASTER_KEY_FILE names.</source>
        <translation>用 HOMEPORT_MASTER_KEY_FILE 指定的密钥加密。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="146" />
        <source>The key they were sealed with is not there. Put it back, or enter your channels' keys again.</source>
        <translation>加密所用的密钥不见了。请放回原处，或重新填写各渠道的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="150" />
        <source>Access to the key was refused, so requests wait. Allow it, try again.</source>
        <translation>访问密钥被拒绝，请求正在等待。请允许访问后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="151" />
        <source>{keychain} is locked, so requests wait.</source>
        <translation>{keychain}已锁定，请求正在等待。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="156" />
        <location filename="../../desktop/pages/settings_meta.py" line="157" />
        <source>the Secret Service keychain</source>
        <translation>Secret Service 钥匙串</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="158" />
        <source>KWallet</source>
        <translation>KWallet</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="159" />
        <source>the macOS keychain</source>
        <translation>macOS 钥匙串</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="160" />
        <source>the Windows Credential Manager</source>
        <translation>Windows 凭据管理器</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="161" />
        <source>the key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings_meta.py" line="163" />
        <source>the keychain</source>
        <translation>钥匙串</translation>
    </message>
</context>
<context>
    <name>ProviderTiles</name>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="196" />
        <source>{n} more</source>
        <translation>另外 {n} 家</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="209" />
        <source>Or is it from another provider?</source>
        <translation>还是来自其他服务商？</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="210" />
        <source>Or choose a provider</source>
        <translation>或选择服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="214" />
        <source>Search providers</source>
        <translation>搜索服务商</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_found.py" line="218" />
        <source>No provider of that name. Most speak OpenAI's way: take OpenAI-compatible.</source>
        <translation>没有这个名字的服务商。大多数都兼容 OpenAI，请选择 OpenAI-compatible。</translation>
    </message>
</context>
<context>
    <name>QuitQuestion</name>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="52" />
        <source>Quit Homeport?</source>
        <translation>退出 Homeport？</translation>
    </message>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="53" />
        <source>1 request is still running</source>
        <translation>还有 1 个请求在进行</translation>
    </message>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="53" />
        <source>{n} requests are still running</source>
        <translation>还有 {n} 个请求在进行</translation>
    </message>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="56" />
        <source>Homeport waits up to 10 seconds for them to finish, then quits.</source>
        <translation>Homeport 最多等待 10 秒让它们完成，然后退出。</translation>
    </message>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="59" />
        <source>Keep running</source>
        <translation>继续运行</translation>
    </message>
    <message>
        <location filename="../../desktop/dialogs/quit_question.py" line="60" />
        <source>Quit when finished</source>
        <translation>完成后退出</translation>
    </message>
</context>
<context>
    <name>RequestLogModel</name>
    <message>
        <location filename="../../desktop/models/request_log.py" line="270" />
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="286" />
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="287" />
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="288" />
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="289" />
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="290" />
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="291" />
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="292" />
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="293" />
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="294" />
        <source>First</source>
        <translation>首字</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_log.py" line="295" />
        <source>Total</source>
        <translation>总耗时</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="252" />
        <source>{provider} key</source>
        <translation>{provider} 密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="253" />
        <source>{provider}: {n} keys</source>
        <translation>{provider}：{n} 个密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="276" />
        <source>This looks like a key of {other}. Nothing has been sent yet.</source>
        <translation>这看起来是 {other} 的密钥，目前什么都没有发送。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="278" />
        <source>Use {other}</source>
        <translation>使用 {other}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="279" />
        <source>It is for {provider}</source>
        <translation>就是 {provider} 的</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="290" />
        <location filename="../../desktop/pages/welcome_card.py" line="291" />
        <source>Add anyway</source>
        <translation>仍然添加</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="290" />
        <location filename="../../desktop/pages/welcome_card.py" line="291" />
        <source>Add channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="300" />
        <source>New channel</source>
        <translation>新渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="301" />
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="303" />
        <source>{at} of {total}</source>
        <translation>第 {at} 个，共 {total} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="305" />
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="307" />
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="309" />
        <source>if it needs one</source>
        <translation>如果需要</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="311" />
        <source>Get a key</source>
        <translation>获取密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="313" />
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="314" />
        <source>Base URL</source>
        <translation>接口地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="315" />
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="316" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="317" />
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="318" />
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="319" />
        <source>Names of models</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_card.py" line="320" />
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>RoutingTab</name>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="52" />
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="54" />
        <source>A request goes on to the next priority when none here can answer.</source>
        <translation>同一优先级的渠道都不可用时，请求转到下一优先级。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="56" />
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="58" />
        <source>Its share among channels of the same priority: 2 takes twice as many as 1.</source>
        <translation>在相同优先级的渠道中所占的份额：权重 2 的请求数是权重 1 的两倍。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="60" />
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="62" />
        <source>Tokens of these groups may use it; a token without a group is in “default”.</source>
        <translation>这些分组的令牌可以使用它；没有分组的令牌属于“default”。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="67" />
        <source>The only channel</source>
        <translation>唯一的渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="68" />
        <source>First, alone</source>
        <translation>最先，单独一级</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="71" />
        <source>Together with {names}</source>
        <translation>与 {names} 同级</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="73" />
        <source>After {names}, alone</source>
        <translation>在 {names} 之后，单独一级</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="75" />
        <source>Last, alone</source>
        <translation>最后，单独一级</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="80" />
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_routing.py" line="81" />
        <source>{name} and {n} more</source>
        <translation>{name} 和另外 {n} 个</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <location filename="../../desktop/widgets/inputs.py" line="69" />
        <location filename="../../desktop/widgets/inputs.py" line="81" />
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <location filename="../../desktop/widgets/inputs.py" line="122" />
        <location filename="../../desktop/widgets/inputs.py" line="152" />
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/inputs.py" line="152" />
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>SecretField</name>
    <message>
        <location filename="../../desktop/widgets/copy_field.py" line="116" />
        <location filename="../../desktop/widgets/copy_field.py" line="149" />
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <location filename="../../desktop/widgets/copy_field.py" line="149" />
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="85" />
        <source>since {time}</source>
        <translation>自 {time} 起</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="88" />
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="90" />
        <source>{n} on</source>
        <translation>{n} 个启用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="92" />
        <source>{n} resting</source>
        <translation>{n} 个休息</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="94" />
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="98" />
        <source>1 request</source>
        <translation>1 个请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="98" />
        <source>{n} requests</source>
        <translation>{n} 个请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="99" />
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="99" />
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <location filename="../../desktop/pages/settings.py" line="79" />
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="80" />
        <source>Sections</source>
        <translation>分类</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="83" />
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="84" />
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="85" />
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="86" />
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/settings.py" line="87" />
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>SideSheet</name>
    <message>
        <location filename="../../desktop/widgets/side_sheet.py" line="69" />
        <location filename="../../desktop/widgets/side_sheet.py" line="206" />
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Skeleton</name>
    <message>
        <location filename="../../desktop/widgets/spinner.py" line="83" />
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
</context>
<context>
    <name>Spinner</name>
    <message>
        <location filename="../../desktop/widgets/spinner.py" line="31" />
        <source>Working</source>
        <translation>正在处理</translation>
    </message>
</context>
<context>
    <name>TierHeading</name>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="47" />
        <source>Priority {n}</source>
        <translation>优先级 {n}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="55" />
        <source>tried first</source>
        <translation>最先使用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="57" />
        <source>models on this computer</source>
        <translation>本机模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="59" />
        <source>when none before can answer</source>
        <translation>前面的渠道都不可用时</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="63" />
        <source>{when}, {shared}</source>
        <translation>{when}，{shared}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="70" />
        <source>shared {weights}</source>
        <translation>权重 {weights}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="72" />
        <source>shared half and half</source>
        <translation>权重各半</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/channels_row.py" line="73" />
        <source>shared evenly</source>
        <translation>权重均等</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <location filename="../../desktop/widgets/toast.py" line="58" />
        <location filename="../../desktop/widgets/toast.py" line="91" />
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ToastHost</name>
    <message>
        <location filename="../../desktop/widgets/toast.py" line="186" />
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="125" />
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="126" />
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="127" />
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="128" />
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="147" />
        <source>Requests by hour</source>
        <translation>每小时请求数</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="148" />
        <source>Tokens by hour</source>
        <translation>每小时 token 数</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="149" />
        <source>Cost by hour</source>
        <translation>每小时费用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="150" />
        <source>Errors by hour</source>
        <translation>每小时错误数</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="163" />
        <source>as yesterday</source>
        <translation>与昨天持平</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="166" />
        <source>{n} times yesterday</source>
        <translation>昨天的 {n} 倍</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="168" />
        <source>{share} above yesterday</source>
        <translation>比昨天多 {share}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="169" />
        <source>{share} below yesterday</source>
        <translation>比昨天少 {share}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/overview_sums.py" line="176" />
        <source>in {given} · out {made}</source>
        <translation>输入 {given} · 输出 {made}</translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="23" />
        <source>Give it a name: who or what will use it?</source>
        <translation>请起个名字：谁或哪个应用会用它？</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="24" />
        <source>The name is too long.</source>
        <translation>名称太长。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="25" />
        <source>An amount in dollars, like 5 or 2.50.</source>
        <translation>请填写美元金额，例如 5 或 2.50。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="26" />
        <source>A day to come, like {example}.</source>
        <translation>请填写以后的日期，例如 {example}。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="27" />
        <source>{address} is no address. Write 192.168.1.20 or 192.168.1.0/24.</source>
        <translation>{address} 不是地址。请写成 192.168.1.20 或 192.168.1.0/24。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/token_form.py" line="30" />
        <source>These models cannot be allowed.</source>
        <translation>不能允许这些模型。</translation>
    </message>
</context>
<context>
    <name>TokenSheet</name>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="237" />
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="239" />
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="239" />
        <source>Create token</source>
        <translation>创建令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="243" />
        <source>New token</source>
        <translation>新建令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="251" />
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="252" />
        <source>Cursor on my laptop</source>
        <translation>笔记本上的 Cursor</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="253" />
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="255" />
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens_sheet.py" line="256" />
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>TokenTable</name>
    <message>
        <location filename="../../desktop/models/token_table.py" line="121" />
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="122" />
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="123" />
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="124" />
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="125" />
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="126" />
        <source>Last used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="127" />
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="128" />
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="138" />
        <source>on</source>
        <translation>已启用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="138" />
        <source>off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="148" />
        <source>More for {name}</source>
        <translation>{name} 的更多操作</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="159" />
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="167" />
        <source>Unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="169" />
        <source>Used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="175" />
        <source>Not yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="179" />
        <source>{client}, {when}</source>
        <translation>{client}，{when}</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="191" />
        <source>Never</source>
        <translation>永不</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="194" />
        <source>Expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="206" />
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="208" />
        <source>{n} min ago</source>
        <translation>{n} 分钟前</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="210" />
        <source>{n} h ago</source>
        <translation>{n} 小时前</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="214" />
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <location filename="../../desktop/models/token_table.py" line="215" />
        <source>{n} days ago</source>
        <translation>{n} 天前</translation>
    </message>
</context>
<context>
    <name>TokensPage</name>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="139" />
        <location filename="../../desktop/pages/tokens.py" line="150" />
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="140" />
        <location filename="../../desktop/pages/tokens.py" line="148" />
        <source>New token</source>
        <translation>新建令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="143" />
        <source>Each app gets a key of its own, so that you see what it uses and can stop it.</source>
        <translation>给每个应用一个单独的密钥，就能看到它用了多少，也能随时停用。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="146" />
        <source>No tokens yet</source>
        <translation>还没有令牌</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="147" />
        <source>A token is a key for one of your apps, with limits if you want them.</source>
        <translation>令牌是给一个应用使用的密钥，需要时可以加上限制。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="225" />
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="255" />
        <source>Copy key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="256" />
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="258" />
        <source>Pause</source>
        <translation>停用</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="260" />
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="262" />
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="271" />
        <source>Copied the key of {name}. It leaves the clipboard after 90 seconds.</source>
        <translation>已复制 {name} 的密钥，90 秒后会从剪贴板清除。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/tokens.py" line="281" />
        <source>Deleted {name}. Its key stopped working.</source>
        <translation>已删除 {name}，它的密钥已失效。</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="239" />
        <source>Paste from clipboard</source>
        <translation>从剪贴板粘贴</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="243" />
        <source>Add a channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="244" />
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="244" />
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="245" />
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome.py" line="249" />
        <source>Paste an API key, a base URL or a curl command…</source>
        <translation>粘贴 API 密钥、接口地址或 curl 命令…</translation>
    </message>
</context>
<context>
    <name>_Unsaved</name>
    <message>
        <location filename="../../desktop/widgets/side_sheet.py" line="31" />
        <location filename="../../desktop/widgets/side_sheet.py" line="32" />
        <source>Unsaved changes</source>
        <translation>有未保存的更改</translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <location filename="../../desktop/pages/connect_steps.py" line="33" />
        <location filename="../../desktop/pages/connect_steps.py" line="45" />
        <location filename="../../desktop/pages/connect_steps.py" line="55" />
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_steps.py" line="52" />
        <source>Its own choice</source>
        <translation>由它自己选择</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_steps.py" line="54" />
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_steps.py" line="131" />
        <source>Copy with the whole key</source>
        <translation>复制（含完整密钥）</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/connect_steps.py" line="135" />
        <source>Copy {what}</source>
        <translation>复制{what}</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <location filename="../../desktop/format.py" line="49" />
        <location filename="../../desktop/format.py" line="51" />
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="53" />
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="59" />
        <source>million</source>
        <translation>百万</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="61" />
        <source>thousand</source>
        <translation>千</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="82" />
        <source>today {time}</source>
        <translation>今天 {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="97" />
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/format.py" line="104" />
        <source>{n} %</source>
        <translation>{n}%</translation>
    </message>
</context>
<context>
    <name>problems</name>
    <message>
        <location filename="../../desktop/problems.py" line="19" />
        <source>The provider rejected this key. Check that it was copied whole.</source>
        <translation>服务商拒绝了这个密钥，请检查是否复制完整。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="22" />
        <source>The provider cannot be reached. Check the address and your connection.</source>
        <translation>无法连接服务商，请检查接口地址和网络。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="25" />
        <source>This provider does not list its models.</source>
        <translation>这个服务商不提供模型列表。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="26" />
        <source>The server's certificate is not trusted.</source>
        <translation>服务器的证书不受信任。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="27" />
        <source>The address answered, but not like a model provider. Check the base URL.</source>
        <translation>该地址有应答，但不像模型服务商。请检查接口地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="30" />
        <source>The provider did not answer in time. Try again.</source>
        <translation>服务商没有及时应答，请重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="31" />
        <source>The account has no money left, or its plan has ended.</source>
        <translation>账户余额已用完，或套餐已到期。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="34" />
        <source>The provider asks to slow down. Try again in a moment.</source>
        <translation>服务商要求放慢速度，请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="37" />
        <source>The provider is overloaded at the moment. Try again soon.</source>
        <translation>服务商目前过载，请稍后再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="40" />
        <source>This is no usable base URL. It looks like https://api.example.com/v1.</source>
        <translation>这不是可用的接口地址，应形如 https://api.example.com/v1。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="43" />
        <source>The provider does not have this model, or not for this key.</source>
        <translation>服务商没有这个模型，或这个密钥无权使用。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="46" />
        <source>The request is too long for this model.</source>
        <translation>请求超出了这个模型的长度上限。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="47" />
        <source>The provider's content filter refused this.</source>
        <translation>服务商的内容审核拒绝了这次请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="48" />
        <source>The provider refused the request.</source>
        <translation>服务商拒绝了请求。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="49" />
        <source>Nothing answers at this address. Start the server, then try again.</source>
        <translation>该地址没有应答。请先启动服务器再试。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="52" />
        <source>Your keychain is locked. Unlock it, then try again.</source>
        <translation>钥匙串已锁定，请解锁后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="55" />
        <source>Homeport cannot write its database. Check the free space on the disk.</source>
        <translation>Homeport 无法写入数据库，请检查磁盘剩余空间。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="58" />
        <source>This is not there any more.</source>
        <translation>这一项已不存在。</translation>
    </message>
    <message>
        <location filename="../../desktop/problems.py" line="73" />
        <source>Something went wrong inside Homeport. Its log has the details.</source>
        <translation>Homeport 内部出错，详情见其日志。</translation>
    </message>
</context>
<context>
    <name>recipes</name>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="99" />
        <source>Something else</source>
        <translation>其他应用</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="120" />
        <source>Speaks Anthropic, so its address has no /v1</source>
        <translation>使用 Anthropic 协议，地址不带 /v1</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="324" />
        <source>Choose the model it asks for, or keep its own choice</source>
        <translation>选择它请求的模型，或由它自己选择</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="124" />
        <location filename="../../desktop/viewmodels/recipes.py" line="138" />
        <source>Start it</source>
        <translation>启动它</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="134" />
        <location filename="../../desktop/viewmodels/recipes.py" line="172" />
        <source>Speaks OpenAI, so its address ends in /v1</source>
        <translation>使用 OpenAI 协议，地址以 /v1 结尾</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="146" />
        <source>Adds /v1 to the address by itself</source>
        <translation>会自动在地址后加上 /v1</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="149" />
        <source>Open Settings, Model Provider, press Add and take the type OpenAI</source>
        <translation>打开“设置 › 模型服务”，点击“添加”，类型选择 OpenAI</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="154" />
        <source>Fill in these two fields and switch the provider on</source>
        <translation>填写这两项，然后启用该服务</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="156" />
        <source>API host</source>
        <translation>API 地址</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="157" />
        <location filename="../../desktop/viewmodels/recipes.py" line="291" />
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="160" />
        <source>Press Manage: it lists the models of all your channels</source>
        <translation>点击“管理”，会列出你所有渠道的模型</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="175" />
        <source>Open Admin Panel, Settings, Connections and add an OpenAI connection</source>
        <translation>打开“管理员面板 › 设置 › 外部连接”，添加一个 OpenAI 连接</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="181" />
        <source>Fill in these two fields and save</source>
        <translation>填写这两项并保存</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="183" />
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="184" />
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="189" />
        <source>Start a chat and pick a model: all your channels are there</source>
        <translation>新建对话并选择模型，所有渠道的模型都在其中</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="208" />
        <source>OpenAI's own package, so its address ends in /v1</source>
        <translation>OpenAI 官方软件包，地址以 /v1 结尾</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="241" />
        <location filename="../../desktop/viewmodels/recipes.py" line="277" />
        <source>Run this</source>
        <translation>运行以下内容</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="235" />
        <source>Anthropic's own package, so its address has no /v1</source>
        <translation>Anthropic 官方软件包，地址不带 /v1</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="167" />
        <source>In Docker Desktop the URL is {url}. On Linux, run the container with --network=host.</source>
        <translation>在 Docker Desktop 中 URL 为 {url}。在 Linux 上请用 --network=host 运行容器。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="240" />
        <source>It needs the package: pip install {package}</source>
        <translation>需要软件包：pip install {package}</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="276" />
        <source>One request from the terminal</source>
        <translation>从终端发送一个请求</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="284" />
        <source>Any app that lets you set an address and a key</source>
        <translation>任何可以设置地址和密钥的应用</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="287" />
        <source>Look for Base URL, API host or Endpoint in its settings</source>
        <translation>在它的设置中查找 Base URL、API 地址或 Endpoint</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="289" />
        <source>OpenAI-style apps</source>
        <translation>OpenAI 类应用</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="290" />
        <source>Anthropic-style apps</source>
        <translation>Anthropic 类应用</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="293" />
        <source>Some apps add /v1 by themselves: if one address is not found, try the other.</source>
        <translation>有些应用会自动加上 /v1：如果一个地址找不到，请试另一个。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="299" />
        <source>Choose a model, or type its name</source>
        <translation>选择模型，或输入它的名称</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="301" />
        <source>Apps that ask from their own servers, as Cursor does, cannot reach an address on this computer.</source>
        <translation>像 Cursor 这样从自家服务器发出请求的应用，无法访问本机上的地址。</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="325" />
        <source>Choose the model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="330" />
        <source>Set these in the terminal you start it from</source>
        <translation>在启动它的终端里设置</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/recipes.py" line="337" />
        <source>Copy puts in the whole key and forgets it from the clipboard after 90 seconds.</source>
        <translation>复制时会填入完整密钥，90 秒后从剪贴板清除。</translation>
    </message>
</context>
<context>
    <name>request</name>
    <message>
        <location filename="../../desktop/models/request_words.py" line="32" />
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="33" />
        <source>Streaming</source>
        <translation>输出中</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="35" />
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="36" />
        <source>Cut short</source>
        <translation>中途断开</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="37" />
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="38" />
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="39" />
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="40" />
        <source>Interrupted</source>
        <translation>被中断</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="42" />
        <source>No money</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="43" />
        <source>Over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="47" />
        <source>key rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="48" />
        <source>no money left</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="53" />
        <source>model unknown there</source>
        <translation>没有这个模型</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="54" />
        <source>conversation too long</source>
        <translation>对话过长</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="55" />
        <source>content filter</source>
        <translation>被内容审核拦截</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="57" />
        <source>broken answer</source>
        <translation>回答残缺</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="49" />
        <source>rate limit reached</source>
        <translation>达到速率上限</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="50" />
        <source>provider overloaded</source>
        <translation>服务商过载</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="51" />
        <source>connection failed</source>
        <translation>连接失败</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="52" />
        <source>no answer in time</source>
        <translation>没有及时应答</translation>
    </message>
    <message>
        <location filename="../../desktop/models/request_words.py" line="56" />
        <source>request refused</source>
        <translation>请求被拒绝</translation>
    </message>
</context>
<context>
    <name>server</name>
    <message>
        <location filename="../../desktop/viewmodels/server_state.py" line="14" />
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/server_state.py" line="16" />
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/server_state.py" line="18" />
        <source>Cannot write</source>
        <translation>无法写入</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/server_state.py" line="20" />
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <location filename="../../desktop/viewmodels/server_state.py" line="21" />
        <source>Running</source>
        <translation>运行中</translation>
    </message>
</context>
<context>
    <name>setting</name>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="31" />
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="32" />
        <source>Where Homeport listens. Empty means this computer only.</source>
        <translation>Homeport 监听的地址。留空表示仅限本机。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="33" />
        <source>this computer only</source>
        <translation>仅限本机</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="37" />
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="38" />
        <source>Your apps connect to it. 0 picks a free one.</source>
        <translation>你的应用连接到此端口。0 表示自动选择空闲端口。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="42" />
        <source>Keep-alive</source>
        <translation>保持连接</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="43" />
        <source>How often a waiting app is told that its answer is still coming.</source>
        <translation>每隔多久告诉等待中的应用，回答仍在路上。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="46" />
        <location filename="../../desktop/models/setting_words.py" line="63" />
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="50" />
        <source>Largest request</source>
        <translation>最大请求</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="51" />
        <source>Pictures and documents count in full.</source>
        <translation>图片和文档按完整大小计算。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="52" />
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="56" />
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="57" />
        <source>How many keys and channels one request may try.</source>
        <translation>一次请求最多可以尝试多少个密钥和渠道。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="61" />
        <source>Time limit</source>
        <translation>时间上限</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="62" />
        <source>How long one request may take in all. 0 sets no limit.</source>
        <translation>一次请求总共可以用多久。0 表示不限。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="67" />
        <source>Outbound proxy</source>
        <translation>出站代理</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="68" />
        <source>How providers are reached. Empty means directly.</source>
        <translation>通过它连接服务商。留空表示直接连接。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="69" />
        <source>http://host:port</source>
        <translation>http://主机:端口</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="73" />
        <source>Test question</source>
        <translation>测试问题</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="74" />
        <source>What a channel is asked when you test it.</source>
        <translation>测试渠道时发送的问题。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="78" />
        <source>Keep the log</source>
        <translation>保留日志</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="79" />
        <source>Older requests are forgotten, their costs are not. 0 keeps everything.</source>
        <translation>更早的请求会被清除，费用仍然保留。0 表示全部保留。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="82" />
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="86" />
        <source>Show token keys in API lists</source>
        <translation>在 API 列表中显示令牌密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="87" />
        <source>Tools made for one-api expect their own keys whole in the token list.</source>
        <translation>为 one-api 编写的工具需要在令牌列表中读到自己的完整密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="102" />
        <source>Set on the command line (--{name}).</source>
        <translation>由命令行设定（--{name}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="105" />
        <source>Set by the environment ({name}).</source>
        <translation>由环境变量设定（{name}）。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="113" />
        <source>Choose one of: {choices}</source>
        <translation>请从中选择：{choices}</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="117" />
        <source>A whole number from {low} to {high}.</source>
        <translation>请输入 {low} 到 {high} 之间的整数。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="121" />
        <source>A whole number, at least {low}.</source>
        <translation>请输入不小于 {low} 的整数。</translation>
    </message>
    <message>
        <location filename="../../desktop/models/setting_words.py" line="124" />
        <source>This value does not fit.</source>
        <translation>这个值不合适。</translation>
    </message>
</context>
<context>
    <name>welcome</name>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="27" />
        <source>Not asked yet</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="32" />
        <source>Asking {provider} for its models…</source>
        <translation>正在向 {provider} 查询模型…</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="46" />
        <source>1 model from the catalogue</source>
        <translation>目录中的 1 个模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="48" />
        <source>{n} from the catalogue</source>
        <translation>目录中的 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="51" />
        <source>{chosen} of {n} chosen</source>
        <translation>已选 {chosen} 个，共 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="54" />
        <source>1 model found</source>
        <translation>找到 1 个模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="56" />
        <source>{n} found</source>
        <translation>找到 {n} 个</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="42" />
        <location filename="../../desktop/pages/welcome_checks.py" line="66" />
        <source>Named by you</source>
        <translation>由你指定</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="70" />
        <source>This address asks for a key.</source>
        <translation>这个地址需要密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="72" />
        <source>{provider} has no models yet. Load one there, then try again.</source>
        <translation>{provider} 还没有模型。请先在那里加载一个，然后重试。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="85" />
        <source>Not tested</source>
        <translation>未测试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="88" />
        <source>Sending a short request…</source>
        <translation>正在发送一个简短请求…</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="92" />
        <source>“{reply}”</source>
        <translation>“{reply}”</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="99" />
        <source>Working, first token {time}</source>
        <translation>可用，首个 token {time}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_checks.py" line="108" />
        <source>{model} · {cost}</source>
        <translation>{model} · {cost}</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="34" />
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="35" />
        <source>Open the key page</source>
        <translation>打开密钥页面</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="36" />
        <source>Change the key</source>
        <translation>更改密钥</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="37" />
        <source>Change the base URL</source>
        <translation>更改接口地址</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="38" />
        <source>Name the models</source>
        <translation>指定模型</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="39" />
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="65" />
        <source>There is no key or address in this. Paste the key alone, or choose a provider.</source>
        <translation>这里没有密钥或地址。请只粘贴密钥，或选择服务商。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="68" />
        <source>A placeholder stands where the key belongs. Put the key in its place.</source>
        <translation>密钥的位置上是占位符，请换成真正的密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="71" />
        <source>This is an admin key: it cannot use models. Make an ordinary API key.</source>
        <translation>这是管理密钥，不能使用模型。请创建普通的 API 密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="74" />
        <source>This is the token of a subscription, which only its own apps may use. Make an API key.</source>
        <translation>这是订阅的凭证，只有其官方应用可以使用。请创建 API 密钥。</translation>
    </message>
    <message>
        <location filename="../../desktop/pages/welcome_words.py" line="78" />
        <source>Homeport does not speak to {name} yet. Choose another provider.</source>
        <translation>Homeport 暂不支持 {name}，请选择其他服务商。</translation>
    </message>
</context>
</TS>
